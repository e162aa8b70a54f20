import { cleanTrack } from '../../domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../domain/track/clean/settings.ts';
import { findPlainStays } from '../../domain/track/plain-stays.ts';
import { StaySettingsSchema } from '../../domain/track/stay-settings.ts';
import { findStays } from '../../domain/track/stays.ts';
import type { StayPoint, Track } from '../../domain/track/track.ts';
import { atLeast, atMost, rounded, type Bar, type Bench, type BenchResult } from './bench.ts';
import { countFound, isAtRest, thin } from './stays-quality/compare.ts';
import { hasData, labelledHours, modeOf, readLabelled, type Labelled } from './stays-quality/labelled.ts';
import type { Say } from './track/measure.ts';
import { readSample } from './track/tracks.ts';

const CLEAN = CleanSettingsSchema.parse({});
const STAY = StaySettingsSchema.parse({});
const PLAIN = { distanceM: STAY.distanceM, minDwellMin: STAY.minDwellMin, gapMin: STAY.gapMin };
/** Half of what the plain rule gave at full rate (trajectory 3.4). */
const MOST_FALSE = { bus: 0.12, car: 0.08, subway: 0.22 } as const;
/** Seconds between fixes, and the least recall and precision against all fixes. */
const PINGS = [
  { stepS: 60, least: 0.93 },
  { stepS: 300, least: 0.85 },
] as const;

const ours = (track: Track): StayPoint[] => findStays(cleanTrack(track, CLEAN).track, STAY);
const plain = (track: Track): StayPoint[] => findPlainStays(track, PLAIN);

/**
 * Bench Q1 on GeoLife. A stay is false when at least four fifths of it lie inside one stretch labelled with a vehicle; counted per labelled
 * hour. Kept: of the plain rule's stays outside every label, those that two fixes ten minutes apart prove; `keptAll` also counts the
 * silences that the plain rule takes for dwell. Who waits for a bus or walks in a park labels that "bus" or "car" too, so `NotAtRest`
 * counts the false ones without a rest that fixes prove.
 */
export const staysQuality: Bench = {
  name: 'stays-quality',
  about: 'stays on real tracks: false ones in vehicles, kept ones, sparse pings (Q1)',
  onlyByName: true,
  run(say) {
    if (!hasData()) {
      say('../shared/data is absent: nothing to measure');
      return Promise.resolve({ figures: {}, bars: [] });
    }
    const parts = [measureFalse(readLabelled(), say), measurePings(readSample().tracks, say)];
    return Promise.resolve({
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
      bars: parts.flatMap(({ bars }) => bars),
    });
  },
};

function measureFalse(people: readonly Labelled[], say: Say): BenchResult {
  const found = people.map((person) => ({ ...person, ours: ours(person.track), plain: plain(person.track) }));
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  for (const [mode, most] of Object.entries(MOST_FALSE)) {
    const hours = labelledHours(people, mode);
    const count = (rule: 'ours' | 'plain', counts: (stay: StayPoint, track: Track) => boolean) =>
      found.reduce((sum, { labels, track, ...stays }) => {
        const counted = stays[rule].filter((stay) => counts(stay, track));
        return sum + countIn(labels, counted, mode);
      }, 0);
    const perHour = (...asked: Parameters<typeof count>) => rounded(count(...asked) / hours);
    figures[`${mode}FalsePerHour`] = perHour('ours', () => true);
    figures[`${mode}FalsePerHourPlain`] = perHour('plain', () => true);
    figures[`${mode}FalseProvenAtRest`] = count('ours', isProven);
    figures[`${mode}RestPerHour`] = perHour('ours', (stay, track) => isAtRest(track, stay));
    figures[`${mode}NotAtRestPerHour`] = perHour('ours', (stay, track) => !isAtRest(track, stay));
    figures[`${mode}NotAtRestPerHourPlain`] = perHour('plain', (stay, track) => !isAtRest(track, stay));
    bars.push(atMost(`Q1 ${mode} false per hour`, most, figures[`${mode}FalsePerHour`] ?? 0));
  }
  const others = found.map(({ labels, ours: mine, plain: theirs }) => ({
    mine,
    theirs: theirs.filter((stay) => modeOf(labels, +stay.startAt, +stay.endAt) === null),
  }));
  const kept = shareFound(others.map(({ mine, theirs }) => [theirs.filter(isProven), mine]));
  figures['keptShare'] = kept;
  figures['keptAllShare'] = shareFound(others.map(({ mine, theirs }) => [theirs, mine]));
  say(
    `${people.length} people with mode labels; "proven at rest": ten minutes between two fixes inside 150 m; "rest": within 50 m of each other, at which nobody travels`,
  );
  return { figures, bars: [...bars, atLeast('Q1 kept of the other stays', 0.97, kept)] };
}

function measurePings(tracks: readonly Track[], say: Say): BenchResult {
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  for (const { stepS, least } of PINGS)
    for (const [name, rule] of [
      ['', ours],
      ['Plain', plain],
    ] as const) {
      const pairs = tracks.map((track): Pair => [rule(track), rule(thin(track, stepS))]);
      const recall = shareFound(pairs);
      const precision = shareFound(pairs.map(([full, sparse]): Pair => [sparse, full]));
      figures[`recall${stepS}s${name}`] = recall;
      figures[`precision${stepS}s${name}`] = precision;
      if (name === '')
        bars.push(
          atLeast(`Q1 recall at ${stepS} s`, least, recall),
          atLeast(`Q1 precision at ${stepS} s`, least, precision),
        );
    }
  say(`pings: ${tracks.length} people at full rate, each rule against itself`);
  return { figures, bars };
}

type Pair = readonly [asked: readonly StayPoint[], found: readonly StayPoint[]];

function shareFound(pairs: readonly Pair[]): number {
  const all = pairs.reduce((sum, [asked]) => sum + asked.length, 0);
  return rounded(pairs.reduce((sum, [asked, found]) => sum + countFound(asked, found), 0) / all);
}

function countIn(labels: Labelled['labels'], stays: readonly StayPoint[], mode: string): number {
  return stays.filter((stay) => modeOf(labels, +stay.startAt, +stay.endAt) === mode).length;
}

function isProven({ startAt, lastFixAt }: StayPoint): boolean {
  return +lastFixAt - +startAt >= STAY.minDwellMin * 60_000;
}
