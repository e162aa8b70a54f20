import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { TrackRows } from '../../../connectors/files/track-rows.ts';
import { TrackBuffer } from '../../../domain/track/track-buffer.ts';
import type { Track } from '../../../domain/track/track.ts';
import { makeTrack } from '../made-track.ts';

const SAMPLE = fileURLToPath(
  new URL('../../../../../shared/data/geolife_sample_2users.csv.gz', import.meta.url),
);
const COPIES = 10;
const MADE_PEOPLE = 2;
const MADE_FIXES = 100_000;

/** People's tracks to measure with: the two-user sample when it is there, else made ones. */
export function readSample(): { tracks: readonly Track[]; isReal: boolean } {
  if (!existsSync(SAMPLE))
    return {
      tracks: Array.from({ length: MADE_PEOPLE }, (_, n) => makeTrack(MADE_FIXES, n + 1)),
      isReal: false,
    };
  const buffers: TrackBuffer[] = [];
  const rows = new TrackRows('csv', {
    openPerson() {
      const buffer = new TrackBuffer();
      buffers.push(buffer);
      return buffer;
    },
    refuse: (line, reason) => {
      throw new Error(`${SAMPLE}, line ${line}: ${reason}`);
    },
  });
  rows.write(gunzipSync(readFileSync(SAMPLE)));
  rows.end();
  return { tracks: buffers.map((buffer) => buffer.view()), isReal: true };
}

/** Ten times the tracks, each in memory of its own. */
export function copyTracks(tracks: readonly Track[]): Track[] {
  return Array.from({ length: COPIES }, () =>
    tracks.map(({ atMs, lng, lat, accuracyM }) => ({
      atMs: atMs.slice(),
      lng: lng.slice(),
      lat: lat.slice(),
      accuracyM: accuracyM.slice(),
    })),
  ).flat();
}

/** Writes tracks as plain CSV, one uid each. */
export async function writeCsv(path: string, tracks: readonly Track[]): Promise<void> {
  const file = await open(path, 'w');
  await file.write('lat,lng,datetime,uid\n');
  for (const [n, { atMs, lng, lat }] of tracks.entries()) {
    const rows = Array.from(atMs, (ms, at) => {
      const time = new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
      return `${(lat[at] ?? 0).toFixed(6)},${(lng[at] ?? 0).toFixed(6)},${time},${String(n + 1).padStart(3, '0')}`;
    });
    await file.write(`${rows.join('\n')}\n`);
  }
  await file.close();
}
