import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { makePeriod } from './made-period.ts';

const DOOR = fileURLToPath(new URL('../../judge.ts', import.meta.url));
/** People whose periods the file repeats under new names: making them anew would take longer than judging. */
const MADE = 50;

const FiguresSchema = z.object({
  periods: z.number(),
  fixes: z.number(),
  seconds: z.number(),
  fixesPerS: z.number(),
  peakMemoryMb: z.number(),
});
export type JudgeFigures = z.infer<typeof FiguresSchema>;

/** A file of periods of 5 days without history. */
export function writePeriods(folder: string, { periods, stepS }: { periods: number; stepS: number }): string {
  const path = join(folder, `periods-${periods}.jsonl`);
  const made = Array.from({ length: Math.min(MADE, periods) }, (_, n) =>
    makePeriod(n, { historyDays: 0, judgedDays: 5, stepS }),
  );
  const file = openSync(path, 'w');
  for (let n = 0; n < periods; n++)
    writeSync(file, `${JSON.stringify({ ...made[n % made.length], id: `p${n}` })}\n`);
  closeSync(file);
  return path;
}

/** Runs the command as people do; its own figures. */
export async function timeJudge(
  input: string,
  workers: number,
  output = `${input}.out`,
): Promise<JudgeFigures> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', DOOR, '--input', input, '--output', output, '--workers', String(workers)],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const last = told.trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(`judge ended with ${code}: ${last}`);
  return FiguresSchema.parse(JSON.parse(last));
}
