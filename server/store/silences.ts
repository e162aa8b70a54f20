import { SilencesSchema, type Silences } from '../contract/tuning.ts';
import type { Pending } from './pending.ts';
import { getSetting, saveSetting } from './settings.ts';

const KEY = 'silent-detectors';

/** Which detectors are silent; none before it was first worked out. */
export async function getSilences(): Promise<Silences> {
  const value = await getSetting(KEY);
  return value === undefined ? { at: new Date(0), silences: [] } : SilencesSchema.parse(value);
}

export async function saveSilences(silences: Silences, pending: readonly Pending[]): Promise<void> {
  await saveSetting(KEY, silences, pending);
}
