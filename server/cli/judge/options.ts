import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `usage: npm run -s judge -- --input FILE|- --output FILE|- [--workers N] [--settings FILE.json]
Judges employee-periods, one JSON object a line (shape: server/contract/period.ts; .gz too, - is stdin or stdout).
Out, in the order of the input: a line per finding, then one summary line per period. Progress and figures on stderr.
  --workers     threads that judge, this one included; default: the machine's cores, at most 8
  --settings    overrides by detector name, and "clean", "stays", "fusion"
exit: 0 all judged, 1 failed, 2 wrong usage, 3 some lines refused (see stderr)`;

const MOST_WORKERS = 64;
const OptionsSchema = z
  .strictObject({
    input: z.string('is missing').min(1, 'is missing'),
    output: z.string('is missing').min(1, 'is missing'),
    workers: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(1, `must be 1-${MOST_WORKERS}`)
      .max(MOST_WORKERS, `must be 1-${MOST_WORKERS}`)
      .default(() => Math.min(8, availableParallelism())),
    settings: z.string().min(1, 'must not be empty').optional(),
  })
  .refine(({ input, output }) => input === '-' || output === '-' || resolve(input) !== resolve(output), {
    path: ['output'],
    error: 'must not be the input',
  });
export type JudgeOptions = z.infer<typeof OptionsSchema>;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): { options: JudgeOptions } | { fault: string } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(Object.keys(OptionsSchema.shape).map((name) => [name, text])),
    });
    const parsed = OptionsSchema.safeParse(values);
    if (parsed.success) return { options: parsed.data };
    return {
      fault: parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
