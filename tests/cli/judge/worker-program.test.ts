import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeWorkerProgram, readWorkerProgram } from '../../../server/cli/judge/worker-program.ts';

let folder = '';
let program = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingqin-program-'));
  program = await makeWorkerProgram(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const KeptSchema = z.looseObject({ inputs: z.array(z.string()) });

describe('the program of the judging threads', () => {
  it('is made once and read by the next run', () => {
    expect(readWorkerProgram(folder)).toBe(program);
    expect(readWorkerProgram(join(folder, 'elsewhere'))).toBeNull();
  });

  it('names its files by paths within the project', () => {
    const { inputs } = KeptSchema.parse(JSON.parse(readFileSync(join(folder, 'judge-worker.json'), 'utf8')));
    expect(inputs).toContain('server/cli/judge/worker.ts');
    expect(inputs).toContain('server/domain/detectors/assess-period.ts');
    expect(inputs.every((path) => existsSync(join(import.meta.dirname, '../../..', path)))).toBe(true);
  });

  it('is not read when a file differs from what it was made of, or what is kept is broken', () => {
    const path = join(folder, 'judge-worker.json');
    const kept = readFileSync(path, 'utf8');
    writeFileSync(path, JSON.stringify({ ...KeptSchema.parse(JSON.parse(kept)), digest: '0'.repeat(64) }));
    expect(readWorkerProgram(folder)).toBeNull();
    writeFileSync(path, kept.slice(0, 1000));
    expect(readWorkerProgram(folder)).toBeNull();
    writeFileSync(path, kept);
    expect(readWorkerProgram(folder)).toBe(program);
  });

  it('is made all the same where nothing can be kept', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await makeWorkerProgram(file)).toBe(program);
    expect(readWorkerProgram(file)).toBeNull();
  });
});
