import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { BenchResult } from '../bench.ts';

export const PHONE_PARTS = ['energy', 'screen'] as const;

/** Stands with the tests: it drives the phone's code, an IndexedDB in memory and a browser, none of which an installation has. */
const PROGRAM = fileURLToPath(new URL('../../../../tests/miniapp/bench/index.ts', import.meta.url));
const ResultSchema = z.strictObject({
  figures: z.record(z.string(), z.number()),
  bars: z.array(z.strictObject({ id: z.string(), want: z.number(), got: z.number(), ok: z.boolean() })),
});

/** Measures in a process of its own, whose clock and stores are the phone's; the last line it writes is the result. */
export async function runPhoneProcess(say: (line: string) => void, part?: string): Promise<BenchResult> {
  if (!existsSync(PROGRAM)) throw new Error('the phone is measured from a working copy with its tests');
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...(part === undefined ? [] : [part])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', say);
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) last = line;
  if (!last.startsWith('{')) throw new Error('the phone was not measured; see the lines above');
  return ResultSchema.parse(JSON.parse(last));
}
