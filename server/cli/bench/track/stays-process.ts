import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const STAYS = fileURLToPath(new URL('../../stays.ts', import.meta.url));
const FiguresSchema = z.object({
  fixes: z.number(),
  kept: z.number(),
  stays: z.number(),
  seconds: z.number(),
  fixesPerS: z.number(),
  peakMemoryMb: z.number(),
});
type StaysFigures = z.infer<typeof FiguresSchema>;

/** Runs the stays door in a process of its own, its lines thrown away; what it says of itself at the end. */
export async function runStaysProcess(args: readonly string[]): Promise<StaysFigures> {
  const child = spawn(process.execPath, ['--import', 'tsx', STAYS, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let last = '';
  for await (const line of createInterface({ input: child.stderr })) last = line;
  if (!last.startsWith('{')) throw new Error(`the stays door ended with: ${last}`);
  return FiguresSchema.parse(JSON.parse(last));
}
