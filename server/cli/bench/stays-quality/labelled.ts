import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Track } from '../../../domain/track/track.ts';
import { trackOf } from '../../../domain/track/settle.ts';

const DATA = new URL('../../../../../shared/data/', import.meta.url);
export const hasData = (): boolean => existsSync(fileURLToPath(new URL('geolife_mode_labels.csv.gz', DATA)));

/** A stretch that the person said to have travelled in this way. */
type ModeLabel = Readonly<{ startMs: number; endMs: number; mode: string }>;
/** A person's fixes, 30 seconds apart at least, and labels. */
export type Labelled = Readonly<{ track: Track; labels: readonly ModeLabel[] }>;

/** Everyone with labels (even users of GeoLife). */
export function readLabelled(): Labelled[] {
  const labels = readLabels();
  const tracks = readThinned();
  return [...labels].flatMap(([user, own]) => {
    const track = tracks.get(user);
    return track ? [{ track, labels: own }] : [];
  });
}

/** Hours labelled with a mode. */
export function labelledHours(people: readonly Labelled[], mode: string): number {
  const ofMode = people.flatMap(({ labels }) => labels.filter((label) => label.mode === mode));
  return ofMode.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / 3_600_000;
}

/** The mode of the label that holds at least four fifths of the time, or null. */
export function modeOf(labels: readonly ModeLabel[], startMs: number, endMs: number): string | null {
  const holds = (label: ModeLabel) =>
    Math.min(endMs, label.endMs) - Math.max(startMs, label.startMs) >= 0.8 * (endMs - startMs);
  return labels.find(holds)?.mode ?? null;
}

function readLabels(): Map<string, ModeLabel[]> {
  const labels = new Map<string, ModeLabel[]>();
  for (const line of readLines('geolife_mode_labels.csv.gz')) {
    const [user = '', start = '', end = '', mode = ''] = line.split(',').map((cell) => cell.trim());
    const label = { startMs: timeOf(start), endMs: timeOf(end), mode };
    labels.set(user, [...(labels.get(user) ?? []), label]);
  }
  return labels;
}

const timeOf = (text: string): number => Date.parse(`${text.replaceAll('/', '-').replace(' ', 'T')}Z`);

/** Rows are differences to the row before of the same person; the first is absolute. */
function readThinned(): Map<string, Track> {
  const people = new Map<string, { sum: [number, number, number]; fixes: FixRow[] }>();
  for (const line of readLines('geolife_beijing_30s_delta.csv.gz')) {
    const [user = '', seconds = '', latE6 = '', lngE6 = ''] = line.split(',');
    const person = people.get(user) ?? { sum: [0, 0, 0], fixes: [] };
    person.sum = [person.sum[0] + +seconds, person.sum[1] + +latE6, person.sum[2] + +lngE6];
    person.fixes.push({ atMs: person.sum[0] * 1000, lat: person.sum[1] / 1e6, lng: person.sum[2] / 1e6 });
    people.set(user, person);
  }
  return new Map([...people].map(([user, { fixes }]) => [user, trackOf(fixes)]));
}

type FixRow = { atMs: number; lng: number; lat: number };

function readLines(name: string): string[] {
  const text = gunzipSync(readFileSync(fileURLToPath(new URL(name, DATA)))).toString();
  return text.trim().split('\n').slice(1);
}
