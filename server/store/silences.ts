import { SilencesSchema, TrackRecordsSchema, type Silences, type TrackRecords } from '../contract/tuning.ts';
import type { Pending } from './pending.ts';
import { getSetting, saveSetting } from './settings.ts';

const KEY = 'silent-detectors';
const RECORDS_KEY = 'detector-records';

/** Which detectors are silent; none before it was first worked out. */
export async function getSilences(): Promise<Silences> {
  const value = await getSetting(KEY);
  return value === undefined ? { at: new Date(0), silences: [] } : SilencesSchema.parse(value);
}

/** How each detector's alerts ended; nothing before it was first worked out. */
export async function getTrackRecords(): Promise<TrackRecords> {
  return TrackRecordsSchema.catch([]).parse(await getSetting(RECORDS_KEY));
}

export async function saveTrackRecords(records: TrackRecords): Promise<void> {
  await saveSetting(RECORDS_KEY, records);
}

export async function saveSilences(silences: Silences, pending: readonly Pending[]): Promise<void> {
  await saveSetting(KEY, silences, pending);
}
