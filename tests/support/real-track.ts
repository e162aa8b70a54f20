import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTrackFile } from '../../server/connectors/files/read-track-file.ts';
import type { TrackPoint } from '../../server/connectors/files/track-point.ts';
import { simulateFixes } from '../../server/demo/simulate-day.ts';
import { trackOf } from '../../server/domain/track/settle.ts';
import { StaySettingsSchema } from '../../server/domain/track/stay-settings.ts';
import { findStays } from '../../server/domain/track/stays.ts';
import type { StayPoint } from '../../server/domain/track/track.ts';

const REAL = '../shared/data/geolife_sample_2users.csv.gz';
const MIN_MS = 60_000;

/** A piece of a track around one long stay, as a file, and how long before the stay it begins. */
export type StayTrack = Readonly<{ file: string; stay: StayPoint; leadMs: number }>;

/** A real person's stay of 70 to 150 minutes with 40 minutes of movement on both sides; a simulated one when the data is absent. */
export async function findStayTrack(isReal = existsSync(REAL)): Promise<StayTrack> {
  if (!isReal) console.warn(`${REAL} is absent: the journey uses a simulated track`);
  const points = isReal ? await readTrackFile(REAL, { user: '001' }) : simulated();
  const stays = findStays(toTrack(points), StaySettingsSchema.parse({}));
  const stay = stays
    .filter((one) => isLongEnough(one) && isDense(points, one))
    .toSorted((a, b) => b.fixes - a.fixes)[0];
  if (stay === undefined) throw new Error('no stay of that length in the track');
  const near = pointsAround(points, stay);
  const file = join(await mkdtemp(join(tmpdir(), 'mingqin-track-')), 'track.csv');
  const rows = near.map(({ lat, lng, atMs }) => `${lat},${lng},${new Date(atMs).toISOString()}`);
  await writeFile(file, ['lat,lng,datetime', ...rows, ''].join('\n'));
  return { file, stay, leadMs: stay.startAt.getTime() - (near[0]?.atMs ?? 0) };
}

function isLongEnough(stay: StayPoint): boolean {
  const minutes = (stay.lastFixAt.getTime() - stay.startAt.getTime()) / MIN_MS;
  return minutes >= 70 && minutes <= 150 && stay.extentM < 150;
}

/** Readings at least every five minutes, so that the evidence does not hang on a silence. */
function isDense(points: readonly TrackPoint[], stay: StayPoint): boolean {
  const inside = pointsAround(points, stay, 0);
  return inside.every((point, index) => point.atMs - (inside[index - 1]?.atMs ?? point.atMs) <= 5 * MIN_MS);
}

function pointsAround(points: readonly TrackPoint[], stay: StayPoint, marginMin = 40): TrackPoint[] {
  const from = stay.startAt.getTime() - marginMin * MIN_MS;
  const to = stay.lastFixAt.getTime() + marginMin * MIN_MS;
  return points.filter(({ atMs }) => atMs >= from && atMs <= to);
}

function toTrack(points: readonly TrackPoint[]) {
  return trackOf(points.map(({ atMs, lng, lat, accuracyM = 10 }) => ({ atMs, lng, lat, accuracyM })));
}

function simulated(): TrackPoint[] {
  const startMs = Date.parse('2026-11-18T05:00:00Z');
  const stop = (lng: number, fromMin: number, toMin: number, lat = 39.98) => ({
    at: { lng, lat },
    fromMs: startMs + fromMin * MIN_MS,
    toMs: startMs + toMin * MIN_MS,
  });
  return simulateFixes({
    seed: 'journey',
    // Somebody who works in a room walks about in it.
    stops: [
      stop(116.3, 0, 30),
      stop(116.33, 50, 80),
      stop(116.33, 82, 110, 39.9803),
      stop(116.33, 112, 140),
      stop(116.36, 160, 190),
    ],
    stepMs: 60_000,
  });
}
