import { distanceToEdgeM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../../interval.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { StayPoint, Track } from '../../track/track.ts';
import { dayOf } from '../../time.ts';
import type { Shift } from '../../working-time.ts';
import type { CompetitorDwellSettings } from '../settings/competitor-dwell-settings.ts';
import { doubtOf } from './dwell-doubt.ts';
import { listExcuses, type Excuse } from './dwell-excuses.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import { isOwn } from '../place/near-places.ts';
import { adjoinsOwn, placesAround } from '../place/neighbours.ts';
import { findChains, findRuns, type PlaceChain, type PlaceRun } from '../place/place-runs.ts';
import { spanOf } from '../place/place-visits.ts';
import { hearWitnesses, WITNESS } from '../place/place-witness.ts';
import { isUsualAt } from '../place/usual-place.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** One shift of one of the period's days. */
export type DwellInput = Readonly<{ evidence: PeriodEvidence; day: WorkDay; shift: Shift }>;

/** One place, and the working time and its fixes to judge it by. */
type DwellQuestion = Readonly<{
  place: Place;
  work: readonly Interval[];
  fixes: Track;
  settings: CompetitorDwellSettings;
}>;

/** Everything the sentence and the verdict rest on, for one place. */
export type JudgedDwell = Readonly<{
  place: Place;
  verdict: Finding['verdict'];
  reasons: readonly string[];
  /** When supported, the proven runs; else the time in which the person may have been there. */
  spans: readonly Interval[];
  /** The likeliest chain of fixes there, if any; of those with a proven run when there is one. */
  best: PlaceChain | undefined;
  stays: readonly StayPoint[];
}>;

/** The verdict on one place, or null when nobody can have been there long enough. */
export function judgeDwell(input: DwellInput, question: DwellQuestion): JudgedDwell | null {
  const { evidence, day } = input;
  const { place, work, fixes, settings } = question;
  const { bandM, maxAccuracyM, otherMarginM } = settings;
  const around = placesAround(evidence.places, place, bandM + maxAccuracyM + otherMarginM);
  // The places that may explain a fix instead, and those whose fences may overlap; other rivals are no excuse.
  const others = around.filter(isOwn);
  const neighbours = around.filter((near) => !near.roles.includes('competitor'));
  const says = hearWitnesses(fixes, { place, others }, settings);
  const chains = findChains(fixes, says, { place, neighbours, settings });
  // A stay counts with its likely length, but its presence inside with what fixes prove: a short one between seldom fixes can be asked about, no more.
  const stays = day.stays.filter(
    (stay) =>
      distanceToEdgeM(stay, place) <= errorRadiusM(stay.accuracyM) + settings.nearM &&
      minutesOf(intersectIntervals(work, [stay])) >= settings.minDwellMin,
  );
  const nearby = chains.filter((chain) => chain.clearMin >= settings.minDwellMin);
  const presence = intersectIntervals(work, [
    ...stays.map(proven),
    ...nearby.map((chain) => spanOf(fixes, chain)),
  ]);
  if (presence.length === 0) return null;
  const excuses = listExcuses(evidence, { place, presence, settings });
  const likely = chains.filter((chain) => chain.probability >= settings.minProbability);
  const runs = openRuns(fixes, says, { excuses, settings }).filter((run) =>
    likely.some((chain) => chain.first <= run.first && run.last <= chain.last),
  );
  // A finding tells of the stay that proves it, not of a surer glance in passing.
  const proving = likely.filter((chain) =>
    runs.some((run) => chain.first <= run.first && run.last <= chain.last),
  );
  const best = (proving.length > 0 ? proving : chains).toSorted(
    (a, b) => b.probability - a.probability || b.clearMin - a.clearMin,
  )[0];
  const judged = { place, best, stays };
  const found = { ...judged, presence, says, runs, excuses };
  const verdict = verdictOf(found, input, question);
  const spans = verdict.verdict === 'supported' ? runs.map((run) => spanOf(fixes, run)) : presence;
  return { ...judged, ...verdict, spans };
}

/** Runs long enough in the time nothing accounts for. */
function openRuns(
  fixes: Track,
  says: Uint8Array,
  { excuses, settings }: Readonly<{ excuses: readonly Excuse[]; settings: CompetitorDwellSettings }>,
): PlaceRun[] {
  const open = says.slice();
  for (const { startAt, endAt } of excuses)
    open.fill(
      WITNESS.other,
      firstAtOrAfter(fixes.atMs, startAt.getTime()),
      firstAtOrAfter(fixes.atMs, endAt.getTime()),
    );
  return findRuns(fixes, open, settings).filter(
    (run) => run.clearMin >= settings.minDwellMin && run.fixes >= settings.minFixes,
  );
}

type Found = Readonly<{
  place: Place;
  best: PlaceChain | undefined;
  presence: readonly Interval[];
  says: Uint8Array;
  runs: readonly PlaceRun[];
  excuses: readonly Excuse[];
}>;
type Verdict = Pick<JudgedDwell, 'verdict' | 'reasons'>;

function verdictOf(found: Found, { evidence, day, shift }: DwellInput, question: DwellQuestion): Verdict {
  const { place, best, presence, says, runs, excuses } = found;
  const { settings } = question;
  if (place.roles.includes('customer')) return { verdict: 'contradicted', reasons: ['own_customer'] };
  const isExcused =
    runs.length === 0 && minutesOf(subtractIntervals(presence, excuses)) < settings.minDwellMin;
  if (excuses.length > 0 && isExcused) {
    const verdict = excuses.every(({ isDoubt }) => isDoubt) ? 'undecided' : 'contradicted';
    return { verdict, reasons: [...new Set(excuses.map(({ reason }) => reason))].toSorted() };
  }
  const adjoins = isOwn(place) || adjoinsOwn(evidence.places, place, settings);
  const isShort = minutesOf(presence) < settings.minDwellMin;
  if (runs.length === 0 || adjoins) return doubtOf(question, { presence, says, adjoins, isShort });
  const isUsual = best && isUsualAt(evidence.baseline, { point: best.sighting, day: day.day }, settings);
  if (isUsual) return { verdict: 'undecided', reasons: ['usual_place'] };
  if (isDeclared(evidence, { place, shift }, settings))
    return { verdict: 'undecided', reasons: ['declared_place'] };
  return { verdict: 'supported', reasons: ['dwell_inside'] };
}

/** Whoever approved a side job there knew whose place it is: whether its hours are kept is for `side-job-conditions` to say. */
function isDeclared(
  { declarations, person }: PeriodEvidence,
  { place, shift }: Readonly<{ place: Place; shift: Shift }>,
  { declaredDays }: CompetitorDwellSettings,
): boolean {
  const day = dayOf(shift.startAt, person.timeZone);
  return declarations.some(
    ({ status, placeId, fromDay = day, untilAt }) =>
      status === 'approved' &&
      placeId === place.id &&
      fromDay <= day &&
      (untilAt === undefined || untilAt.getTime() + declaredDays * DAY_MS >= shift.startAt.getTime()),
  );
}

const DAY_MS = 86_400_000;
const proven = (stay: StayPoint): Interval => ({ startAt: stay.startAt, endAt: stay.lastFixAt });
