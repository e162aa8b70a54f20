import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `usage: npm run -s replay -- --person <employee no> --file <track> [--server URL] [--speed 0|1|60]
       [--day YYYY-MM-DD] [--start HH:MM] [--user <person in the file>] [--flaky]
Feeds a real track (.gpx .plt .csv .geojson, also .gz) to the API as this person's phone would.
  --speed   0 as fast as possible (default), 1 in real time, 60 a minute per second
  --day     the day to move the track to (default: the last one whose shift time has passed)
  --start   the time of day of its first fix (default: the start of the shift)
  --flaky   offline bursts in any order, duplicates, lost replies
exit: 0 all stored, 1 failed, 2 wrong usage, 3 some fixes refused (see the counts on stdout)`;

const OptionsSchema = z.strictObject({
  person: z.string().min(1, 'is missing').max(64),
  file: z.string().min(1, 'is missing'),
  server: z
    .url({ protocol: /^https?$/, error: 'must be a http(s) address' })
    .default('http://127.0.0.1:3000'),
  speed: z.enum(['0', '1', '60'], 'must be 0, 1 or 60').default('0').transform(Number),
  day: z.iso.date('must be YYYY-MM-DD').optional(),
  start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
    .optional(),
  user: z.string().min(1).optional(),
  flaky: z.boolean().default(false),
});
export type ReplayOptions = z.infer<typeof OptionsSchema>;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): { options: ReplayOptions } | { fault: string } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        person: text,
        file: text,
        server: text,
        speed: text,
        day: text,
        start: text,
        user: text,
        flaky: { type: 'boolean' },
      },
    });
    const parsed = OptionsSchema.safeParse({ person: '', file: '', ...values });
    if (parsed.success) return { options: parsed.data };
    return {
      fault: parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
