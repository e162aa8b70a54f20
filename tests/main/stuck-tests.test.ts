import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mingqin-stuck-tests-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it.skipIf(process.platform !== 'linux')(
  'a file whose worker answers nothing is named, ended and run once more, and fails when it is stuck again',
  async () => {
    const support = resolve('tests/support');
    await writeFile(
      join(dir, 'vitest.config.ts'),
      `import { ASKABLE } from '${support}/stuck-workers.ts';
export default { test: { globals: true, isolate: false, maxWorkers: 2, execArgv: ASKABLE } };`,
    );
    await writeFile(
      join(dir, 'waits.test.ts'),
      `await new Promise(() => {});\nit('is never reached', () => {});`,
    );
    await writeFile(
      join(dir, 'circles-once.test.ts'),
      `import { existsSync, writeFileSync } from 'node:fs';
it('circles', () => {
  if (existsSync('${dir}/again')) return;
  writeFileSync('${dir}/again', '');
  for (;;);
});`,
    );
    await writeFile(join(dir, 'lives.test.ts'), `it('lives', () => {});`);
    const run = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(support, 'run-tests.ts'),
        '--root',
        dir,
        '--config',
        join(dir, 'vitest.config.ts'),
      ],
      { env: { ...process.env, TEST_SILENCE_S: '3', TEST_REPORTS: undefined, VITEST: undefined } },
    );
    const [said, , code] = await Promise.all([text(run.stderr), text(run.stdout), once(run, 'exit')]);
    expect(said).toContain('circles-once.test.ts');
    expect(said).toMatch(/waits for: .*pipe/);
    expect(said).toContain('gives no report: it runs in a circle or is blocked');
    expect(said).toContain('2 files run again, 1 stuck again.');
    expect(code).toEqual([1, null]);
  },
);
