import type { Period } from '../../contract/period.ts';
import { EMPTY_BASELINE, type Baseline } from '../baseline/baseline.ts';
import { learnDay } from '../baseline/learn-day.ts';
import { EVIDENCE_SOURCES, type EvidenceSource, type PeriodEvidence } from '../detectors/evidence.ts';
import { buildWorkDay } from '../detectors/day/work-day.ts';
import { fixesIn } from '../detectors/day/work-fixes.ts';
import { createPlaceIndex } from '../geo/place-index.ts';
import { subtractIntervals, type Interval } from '../interval.ts';
import type { Track } from '../track/track.ts';
import { collectionWindows, type DaySchedule } from '../working-time.ts';
import { readFixes } from './read-fixes.ts';
import { readPlaces, readZones } from './read-places.ts';
import { readPerson, readRecords } from './read-records.ts';
import { intervalOf, readSchedules } from './read-schedules.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * Everything a period tells, as the detectors want it. Positions outside working time (and its margins) are dropped at once (R1); days
 * with shifts before `judge.from` are learned into the baseline in day order. `settings` holds overrides by key, as for buildWorkDay.
 */
export function readPeriod(period: Period, settings: Settings = {}): PeriodEvidence {
  const judge = intervalOf({ start: period.judge.from, end: period.judge.to });
  const schedules = readSchedules(period);
  const held = heldTimes(schedules);
  const track = fixesIn(readFixes(period.fixes), held);
  const records = readRecords(period, held);
  const places = readPlaces(period);
  const before = schedules.filter((schedule) => startOf(schedule) < judge.startAt);
  const asked = schedules.filter(
    (schedule) => startOf(schedule) >= judge.startAt && startOf(schedule) < judge.endAt,
  );
  const baseline = learnDays(before, { track, records, settings });
  return {
    person: readPerson(period),
    judge,
    days: asked.map((schedule) => buildWorkDay({ schedule, track }, settings)),
    pastSchedules: before,
    baseline,
    places: createPlaceIndex(places),
    placeById: new Map(places.map((place) => [place.id, place])),
    zones: readZones(period),
    ...records,
    placeDoubt: new Map((period.placeDoubt ?? []).map(({ placeId, ...doubt }) => [placeId, doubt])),
    deviceIds: period.fixes?.deviceId === undefined ? [] : [period.fixes.deviceId],
    ...teamOf(period),
    ...salesOf(period),
    sources: sourcesOf(period, baseline),
  };
}

/** The time in which positions may exist: the margin of a shift never reaches into a break or leave of the one before. */
function heldTimes(schedules: readonly DaySchedule[]): Interval[] {
  const off = schedules.flatMap(({ shifts, leaves }) => [
    ...leaves,
    ...shifts.flatMap(({ breaks }) => breaks),
  ]);
  return subtractIntervals(
    schedules.flatMap((schedule) => collectionWindows(schedule)),
    off,
  );
}

function learnDays(
  schedules: readonly DaySchedule[],
  known: { track: Track; records: Pick<PeriodEvidence, 'punches' | 'visits' | 'orders'>; settings: Settings },
): Baseline {
  return schedules.reduce(
    (baseline, schedule) =>
      learnDay(baseline, buildWorkDay({ schedule, track: known.track }, known.settings), known.records),
    EMPTY_BASELINE,
  );
}

function sourcesOf(period: Period, baseline: Baseline): Set<EvidenceSource> {
  const given: Readonly<Record<EvidenceSource, boolean>> = {
    track: period.fixes !== undefined,
    punches: period.punches !== undefined,
    visits: period.visits !== undefined,
    orders: period.orders !== undefined,
    tasks: period.tasks !== undefined,
    anchors: period.anchors !== undefined,
    peers: period.peers !== undefined,
    baseline: baseline.days > 0,
    sales: period.person.salesByMonthFen !== undefined,
  };
  const names: EvidenceSource[] = [];
  for (const name of EVIDENCE_SOURCES) if (given[name]) names.push(name);
  return new Set(names);
}

function teamOf({ team }: Period): Pick<PeriodEvidence, 'team'> {
  if (!team) return {};
  const { conversion, salesByMonthFen } = team;
  return { team: { ...(conversion && { conversion }), ...(salesByMonthFen && { salesByMonthFen }) } };
}

function salesOf({ person, targets }: Period): Pick<PeriodEvidence, 'salesByMonthFen' | 'targetsByMonthFen'> {
  return {
    ...(person.salesByMonthFen && { salesByMonthFen: person.salesByMonthFen }),
    ...(targets && { targetsByMonthFen: targets.salesByMonthFen }),
  };
}

const startOf = ({ shifts }: DaySchedule): Date => shifts[0]?.startAt ?? new Date(0);
