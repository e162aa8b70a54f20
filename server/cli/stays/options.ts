import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DatumSchema } from '../../contract/geo.ts';
import { CleanSettingsSchema } from '../../domain/track/clean/settings.ts';
import { StaySettingsSchema } from '../../domain/track/stay-settings.ts';
import type { StreamRule } from '../../domain/track/stay-stream.ts';

export const USAGE = `usage: npm run -s stays -- --input FILE|- [--format plt|gpx|csv|geojson] [--rule mingqin|plain]
       [--distance-m M] [--time-min MIN] [--gap-min none|MIN] [--datum wgs84|gcj02|bd09] [--uid NAME]
       [--fences FILE.geojson]
Staypoints of a track file as JSON lines (WGS-84), by uid then start; figures on stderr. Reads .gz too, - is stdin.
  --format      default: by the file's ending, csv for stdin; csv and plt are read in a stream, the others whole (up to 512 MB)
  --rule        mingqin cleans first (default: 150 m, 10 min, gap 30 min); plain is Li 2008 to the letter
                (default: 200 m, 20 min, gap none)
  --datum       of the track; fences are WGS-84
  --uid         whom to read of a CSV with a uid column; else the name to give (default: the file's name)
  --fences      adds "fences", the ids of those that hold the staypoint
exit: 0 all read, 1 failed, 2 wrong usage, 3 some rows refused (see stderr)`;

const FORMATS = ['plt', 'gpx', 'csv', 'geojson'] as const;
export type TrackFormat = (typeof FORMATS)[number];

/** Not z.coerce, which takes an empty word for zero. */
const numberBetween = (least: number, most: number) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? Number.NaN : Number(text)))
    .pipe(
      z
        .number('must be a number')
        .min(least, `must be ${least}-${most}`)
        .max(most, `must be ${least}-${most}`),
    );
const metres = numberBetween(1, 100_000);
const minutes = numberBetween(0, 100_000);
const OptionsSchema = z.strictObject({
  input: z.string().min(1, 'is missing'),
  format: z.enum(FORMATS, `must be one of ${FORMATS.join(', ')}`).optional(),
  rule: z.enum(['mingqin', 'plain'], 'must be mingqin or plain').default('mingqin'),
  'distance-m': metres.optional(),
  'time-min': minutes.optional(),
  'gap-min': z
    .union([z.literal('none').transform(() => null), minutes], 'must be none or minutes')
    .optional(),
  datum: DatumSchema.default('wgs84'),
  uid: z.string().min(1, 'must not be empty').optional(),
  fences: z.string().min(1, 'must not be empty').optional(),
});
export type StaysOptions = z.infer<typeof OptionsSchema>;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): { options: StaysOptions } | { fault: string } {
  const text = { type: 'string' } as const;
  const names = Object.keys(OptionsSchema.shape);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, text])),
    });
    const parsed = OptionsSchema.safeParse({ input: '', ...values });
    if (parsed.success) return { options: parsed.data };
    return {
      fault: parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** The rule asked for; what is not said is that rule's own. */
export function ruleOf(options: StaysOptions): StreamRule {
  const asked = {
    ...(options['distance-m'] === undefined ? {} : { distanceM: options['distance-m'] }),
    ...(options['time-min'] === undefined ? {} : { minDwellMin: options['time-min'] }),
    ...(options['gap-min'] === undefined ? {} : { gapMin: options['gap-min'] }),
  };
  if (options.rule === 'plain')
    return { name: 'plain', stay: { distanceM: 200, minDwellMin: 20, gapMin: null, ...asked } };
  return {
    name: 'mingqin',
    clean: CleanSettingsSchema.parse({}),
    stay: { ...StaySettingsSchema.parse({}), ...asked },
  };
}
