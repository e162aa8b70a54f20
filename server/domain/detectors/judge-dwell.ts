import { distanceToEdgeM, reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../interval.ts';
import type { StayPoint } from '../track/track.ts';
import type { CompetitorDwellSettings } from './competitor-dwell-settings.ts';
import {
  findRuns,
  hearWitnesses,
  isOwn,
  type DwellRun,
  type FixWitness,
  type WorkFix,
} from './dwell-evidence.ts';
import type { PeriodEvidence, WorkDay } from './evidence.ts';
import type { Finding } from './finding.ts';
import { permissionsAt, type Permission } from './permissions.ts';
import type { Shift } from '../working-time.ts';

/** One shift of one of the period's days. */
export type DwellInput = Readonly<{ evidence: PeriodEvidence; day: WorkDay; shift: Shift }>;

/** Everything the sentence and the verdict rest on, for one place. */
export type JudgedDwell = Readonly<{
  place: Place;
  verdict: Finding['verdict'];
  reasons: readonly string[];
  span: Interval;
  witnesses: readonly FixWitness[];
  runs: readonly DwellRun[];
  stays: readonly StayPoint[];
}>;

/** One place, and the working time and fixes to judge it by. */
export type DwellQuestion = Readonly<{
  place: Place;
  work: readonly Interval[];
  fixes: readonly WorkFix[];
  settings: CompetitorDwellSettings;
}>;

/** The verdict on one place, or null when nobody can have been there long enough. */
export function judgeDwell(
  input: DwellInput,
  { place, work, fixes, settings }: DwellQuestion,
): JudgedDwell | null {
  const witnesses = hearWitnesses(fixes, place, settings);
  const stays = input.day.stays.filter(
    (stay) =>
      distanceToEdgeM(stay, place) <= stay.accuracyM + settings.nearM &&
      minutesOf(intersectIntervals(work, [proven(stay)])) >= settings.minDwellMin,
  );
  const presence = presenceOf(witnesses, stays, settings);
  const first = presence[0];
  const last = presence.at(-1);
  if (!first || !last) return null;
  const permitted = permissionsAt(input.evidence, place, presence);
  const open = subtractIntervals(presence, permitted);
  const runs = findRuns(
    witnesses.filter(
      ({ atMs }) => !permitted.some(({ startAt, endAt }) => atMs >= +startAt && atMs < +endAt),
    ),
    settings,
  ).filter((run) => run.clearMin >= settings.minDwellMin && run.fixes.length >= settings.minFixes);
  const isExcused = permitted.length > 0 && runs.length === 0 && minutesOf(open) < settings.minDwellMin;
  const judged = { place, span: { startAt: first.startAt, endAt: last.endAt }, witnesses, runs, stays };
  if (isExcused) return { ...judged, verdict: 'contradicted', reasons: permissionReasons(permitted) };
  return { ...judged, ...verdictOf(judged, input, settings) };
}

/** The time in which the person may have been there: near stays, and fixes inside that follow each other, whatever speaks against. */
function presenceOf(
  witnesses: readonly FixWitness[],
  stays: readonly StayPoint[],
  settings: CompetitorDwellSettings,
): Interval[] {
  const inside = witnesses.filter(({ says }) => says === 'in');
  const chains = findRuns(inside, settings)
    .filter(({ clearMin }) => clearMin >= settings.minDwellMin)
    .map(spanOf);
  return subtractIntervals([...stays.map(proven), ...chains], []);
}

function verdictOf(
  { place, span, witnesses, runs }: Pick<JudgedDwell, 'place' | 'span' | 'witnesses' | 'runs'>,
  input: DwellInput,
  settings: CompetitorDwellSettings,
): Pick<JudgedDwell, 'verdict' | 'reasons'> {
  const adjoins = input.evidence.places
    .nearby(place.center, reachM(place) + settings.neighbourM)
    .some((near) => isOwn(near.place));
  if (runs.length > 0 && !adjoins) return { verdict: 'supported', reasons: ['dwell_inside'] };
  const heard = witnesses.filter(({ atMs }) => atMs >= +span.startAt && atMs <= +span.endAt);
  const minutes = (says: FixWitness['says']) => minutesHeard(heard, says);
  const elsewhere = minutes('elsewhere');
  if (elsewhere >= settings.minFixes && elsewhere >= minutes('in'))
    return { verdict: 'contradicted', reasons: ['elsewhere'] };
  const inaccurate = heard.filter(({ accuracyM }) => !(accuracyM > 0 && accuracyM <= settings.maxAccuracyM));
  const reasons = [
    adjoins && 'own_place_neighbour',
    minutes('own') > 0 && 'own_place_near',
    elsewhere > 1 && 'conflicting_positions',
    inaccurate.length * 2 > heard.length && 'poor_accuracy',
    heard.length < settings.minFixes && 'few_fixes',
  ].filter((reason) => reason !== false);
  return { verdict: 'undecided', reasons: reasons.length > 0 ? reasons : ['not_inside'] };
}

/** Distinct minutes with such a fix: a phone that reports faster than another is no better witness. */
function minutesHeard(heard: readonly FixWitness[], says: FixWitness['says']): number {
  const speaking = heard.filter((witness) => witness.says === says);
  return new Set(speaking.map(({ atMs }) => Math.floor(atMs / 60_000))).size;
}

function permissionReasons(permitted: readonly Permission[]): string[] {
  return [...new Set(permitted.map(({ kind }) => `permitted_${kind}`))].toSorted();
}

const proven = (stay: StayPoint): Interval => ({ startAt: stay.startAt, endAt: stay.lastFixAt });

function spanOf({ fixes }: DwellRun): Interval {
  return { startAt: new Date(fixes[0]?.atMs ?? 0), endAt: new Date(fixes.at(-1)?.atMs ?? 0) };
}
