import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeProgram, readProgram } from '../server/program.cjs';

const TOP = resolve(import.meta.dirname, '..');
const KeptSchema = z.looseObject({ inputs: z.array(z.string()) });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingqin-program-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ['judge-worker', 'server/cli/judge/worker.ts', 'server/domain/detectors/assess-period.ts'],
  ['store', 'server/embedded/main.ts', 'server/embedded/storage/store.ts'],
] as const)('the program %s', (name, entry, other) => {
  let made: Awaited<ReturnType<typeof makeProgram>>;
  const path = (): string => join(folder, `${name}.json`);
  beforeAll(async () => {
    made = await makeProgram(name, folder);
  });

  it('is made once and read by the next run', () => {
    expect(made.path).not.toBeNull();
    expect(readProgram(name, folder)).toBe(made.path);
    expect(readFileSync(made.path ?? '', 'utf8')).toBe(made.text);
    expect(readProgram(name, join(folder, 'elsewhere'))).toBeNull();
  });

  it('names its files by paths within the project, and what makes it', () => {
    const { inputs } = KeptSchema.parse(JSON.parse(readFileSync(path(), 'utf8')));
    expect(inputs).toEqual(expect.arrayContaining([entry, other, 'server/program.cjs']));
    expect(inputs.every((input) => existsSync(join(TOP, input)))).toBe(true);
  });

  it('is not read when a file differs from what it was made of, or what is kept is broken', () => {
    const kept = readFileSync(path(), 'utf8');
    writeFileSync(path(), JSON.stringify({ ...KeptSchema.parse(JSON.parse(kept)), inputs: [entry] }));
    expect(readProgram(name, folder)).toBeNull();
    writeFileSync(path(), kept.slice(0, 1000));
    expect(readProgram(name, folder)).toBeNull();
    writeFileSync(path(), kept);
    expect(readProgram(name, folder)).toBe(made.path);
  });

  it('leaves one program behind when it is made again, the one that may be running', async () => {
    const { ino } = statSync(made.path ?? '');
    expect((await makeProgram(name, folder)).path).toBe(made.path);
    expect(statSync(made.path ?? '').ino).toBe(ino);
    expect(
      readdirSync(folder).filter((one) => one.startsWith(`${name}-`) || one.startsWith('new-')),
    ).toHaveLength(1);
  });

  it('is made all the same where nothing can be kept', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await makeProgram(name, file)).toEqual({ text: made.text, path: null });
    expect(readProgram(name, file)).toBeNull();
  });
});

it('is not read where the project was moved to: it names files where they were', async () => {
  const [old, moved] = [join(folder, 'old'), join(folder, 'moved')];
  mkdirSync(join(old, 'server/embedded'), { recursive: true });
  mkdirSync(join(old, 'node_modules'));
  symlinkSync(join(TOP, 'node_modules/esbuild'), join(old, 'node_modules/esbuild'));
  copyFileSync(join(TOP, 'server/program.cjs'), join(old, 'server/program.cjs'));
  writeFileSync(join(old, 'server/embedded/main.ts'), 'export const where: string = import.meta.url;');
  const programOf = (top: string): { makeProgram: typeof makeProgram; readProgram: typeof readProgram } =>
    createRequire(import.meta.url)(join(top, 'server/program.cjs'));
  const made = await programOf(old).makeProgram('store');
  expect(programOf(old).readProgram('store')).toBe(made.path);
  renameSync(old, moved);
  expect(programOf(moved).readProgram('store')).toBeNull();
});

it('leads from its lines to the sources they were written in', async () => {
  const { path, text } = await makeProgram('store', folder);
  const payload: SourceMapPayload = JSON.parse(readFileSync(`${path}.map`, 'utf8'));
  const words = 'embedded database: ';
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes(words));
  const entry = new SourceMap(payload).findEntry(line, lines[line]?.indexOf(words) ?? 0);
  if (!('originalSource' in entry)) throw new Error('the line leads nowhere');
  const source = resolve(path ?? '', '..', entry.originalSource);
  expect(source).toBe(join(TOP, 'server/embedded/main.ts'));
  expect(readFileSync(source, 'utf8').split('\n')[entry.originalLine]).toContain(words);
});
