import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import type { RejectedFix } from '../../../server/domain/track/clean/index.ts';
import type { Coverage } from '../../../server/domain/track/coverage.ts';
import type { StayPoint, Track } from '../../../server/domain/track/track.ts';
import type { DaySchedule, Shift } from '../../../server/domain/working-time.ts';
import type {
  ArrangementFact,
  DeclarationFact,
  PeriodEvidence,
} from '../../../server/domain/detectors/evidence.ts';
import type { Finding } from '../../../server/domain/detectors/finding.ts';
import { judgePeriod } from '../../../server/domain/detectors/judge-period.ts';
import { buildWorkDay } from '../../../server/domain/detectors/day/work-day.ts';
import { NO_RECORDS } from './no-records.ts';

/** Everything stored about one shift of one person, as it is known now. `track` comes from settleTrack. */
export type ShiftEvidence = Readonly<{
  personId: string;
  schedule: DaySchedule;
  shift: Shift;
  track: Track;
  places: readonly Place[];
  arrangements: readonly ArrangementFact[];
  declarations: readonly DeclarationFact[];
  /** Overrides by settings key: `clean`, `stays`, and each detector's name. */
  settings: Readonly<Record<string, unknown>>;
}>;

/** `coverage` counts working time observed at most `gapMin` of the stay settings apart (30 minutes when that is off). */
export type ShiftJudgement = Readonly<{
  track: Track;
  stays: readonly StayPoint[];
  rejected: readonly RejectedFix[];
  coverage: Coverage;
  findings: Finding[];
}>;

/** Clean, find stays, run the detectors on one shift alone. `rejected[].index` counts in the given track. */
export function judgeShift(evidence: ShiftEvidence): ShiftJudgement {
  const { schedule, shift, settings } = evidence;
  const day = buildWorkDay({ schedule, shifts: [shift], track: evidence.track }, settings);
  const { track, stays, rejected, coverage } = day;
  return { track, stays, rejected, coverage, findings: judgePeriod(periodOf(evidence, day), settings) };
}

function periodOf(evidence: ShiftEvidence, day: PeriodEvidence['days'][number]): PeriodEvidence {
  const { personId, schedule, shift, places, arrangements, declarations } = evidence;
  return {
    person: { id: personId, kind: 'rep', timeZone: schedule.timeZone },
    judge: { startAt: shift.startAt, endAt: shift.endAt },
    days: [day],
    baseline: EMPTY_BASELINE,
    places: createPlaceIndex(places),
    placeById: new Map(places.map((place) => [place.id, place])),
    ...NO_RECORDS,
    arrangements,
    declarations,
    deviceIds: [],
    sources: new Set(['track']),
  };
}
