import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runImport } from '../../server/cli/import/run-import.ts';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import { useApp } from '../http/app.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';

useDatabase();
const app = useApp();
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mingqin-import-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));
beforeEach(async () => {
  const deps = app.use((await createShop()).deps);
  await writeFile(join(dir, 'key'), `${await createApiKey(deps, { name: 'crm' })}\n`);
});

async function run(csv: string, options: readonly string[] = []) {
  const file = join(dir, 'records.csv');
  await writeFile(file, csv);
  let stdout = '';
  let stderr = '';
  const args = [
    '--kind',
    'targets',
    '--file',
    file,
    '--key-file',
    join(dir, 'key'),
    '--server',
    app.url(),
    ...options,
  ];
  const code = await runImport(args, {
    out: (line) => void (stdout += `${line}\n`),
    err: { write: (text) => void (stderr += text) },
  });
  return { code, stdout, stderr, faults: () => readFile(`${file}.faults.csv`, 'utf8') };
}

describe('the import door', () => {
  it('takes a file and prints the counts', async () => {
    const { code, stdout } = await run('编号,工号,月份,金额分\nt1,E-zhang,2026-11,100\n');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'targets', status: 'finished', rows: 1, created: 1 });
  });

  it('writes refused rows into a file beside it and exits 3', async () => {
    const { code, stderr, faults } = await run(
      'externalId,employeeNo,month,amountFen\nt1,E-zhang,2026-13,100\n',
    );
    expect(code).toBe(3);
    expect(stderr).toContain('1 rows refused');
    expect(await faults()).toContain('1,month,须为月份，如 2026-11,未导入');
    const english = await run('编号,工号,月份,金额分\nt1,E-zhang,2026-13,1\n', ['--language', 'en']);
    expect(await english.faults()).toContain('1,月份,a month as YYYY-MM,refused');
  });

  it('leaves no faults of an earlier run beside a file that was taken whole, and makes no file for none', async () => {
    const header = '编号,工号,月份,金额分';
    const bad = await run(`${header}\nt1,E-zhang,2026-13,100\n`);
    expect(await bad.faults()).toContain('2026-11');
    const good = await run(`${header}\nt1,E-zhang,2026-12,100\n`);
    expect([good.code, await good.faults()]).toEqual([0, '\uFEFF行号（不含表头）,列,原因,结果\r\n']);
    await rm(join(dir, 'records.csv.faults.csv'));
    const again = await run(`${header}\nt1,E-zhang,2026-12,100\n`);
    await expect(again.faults()).rejects.toThrow('ENOENT');
  });

  it('says what is wrong with the words, the key, the file and the server', async () => {
    const words = await run('', ['--kind', 'gossip']);
    expect([words.code, words.stderr]).toEqual([2, expect.stringContaining('usage:')]);
    await writeFile(join(dir, 'key'), 'mq_wrong');
    expect(await run('externalId\n')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not know this key'),
    });
    const nowhere = await run('externalId\n', ['--server', 'http://127.0.0.1:9']);
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('is it running?') });
    const proxy = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(504).end('<html>Gateway Timeout</html>'));
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    expect(await run('externalId\n', ['--server', at])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/answered 504 .*does a proxy before it/),
    });
    const lost = await run('externalId\n', ['--file', join(dir, 'none.csv')]);
    expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining('none.csv') });
  });
});
