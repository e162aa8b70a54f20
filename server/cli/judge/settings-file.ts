import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { FusionSettingsSchema } from '../../domain/detectors/settings/fusion-settings.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { CleanSettingsSchema } from '../../domain/track/clean/settings.ts';
import { StaySettingsSchema } from '../../domain/track/stay-settings.ts';

export type JudgeSettings = Readonly<Record<string, unknown>>;

const SettingsFileSchema = z.strictObject({
  ...Object.fromEntries(DETECTORS.map(({ name, settings }) => [name, settings.optional()])),
  clean: CleanSettingsSchema.optional(),
  stays: StaySettingsSchema.optional(),
  fusion: FusionSettingsSchema.optional(),
});

/** Overrides by detector name and by `clean`, `stays`, `fusion`; throws with every fault when the file is not that. */
export function readSettingsFile(path: string | undefined): JudgeSettings {
  if (path === undefined) return {};
  const parsed = SettingsFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
