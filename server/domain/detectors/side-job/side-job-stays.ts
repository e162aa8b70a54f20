import type { Place } from '../../geo/place.ts';
import { minutesOf, subtractIntervals, type Interval } from '../../interval.ts';
import { workIntervals } from '../../working-time.ts';
import { listExcuses, type Excuse } from '../dwell/dwell-excuses.ts';
import type { DeclarationFact, PeriodEvidence } from '../evidence.ts';
import { findNearPlaces, isOwn } from '../place/near-places.ts';
import { placesAround } from '../place/neighbours.ts';
import { listVisits } from '../place/place-visits.ts';
import type { SideJobConditionsSettings } from '../settings/side-job-conditions-settings.ts';
import { fixesIn, withoutBreakEdges } from '../day/work-fixes.ts';

/** Time at the declared place in working time on one day. */
export type SideJobStay = Readonly<{
  day: string;
  shiftId: string;
  spans: readonly Interval[];
  /** What of it no approval, record or sign accounts for, and its minutes. */
  open: readonly Interval[];
  openMin: number;
  excuses: readonly Excuse[];
  /** Mean probability (0-1) of having been inside. */
  probability: number;
  fixes: number;
  /** Whether the approval had ended before. */
  isExpired: boolean;
}>;

/** Every day of the period on which the person stayed at the declared place in working time. */
export function listSideJobStays(
  evidence: PeriodEvidence,
  { declaration, place }: Readonly<{ declaration: DeclarationFact; place: Place }>,
  settings: SideJobConditionsSettings,
): SideJobStay[] {
  const { bandM, maxAccuracyM, otherMarginM } = settings;
  const neighbours = placesAround(evidence.places, place, bandM + maxAccuracyM + otherMarginM);
  const others = neighbours.filter(isOwn);
  return evidence.days.flatMap((day) =>
    day.shifts.flatMap((shift): SideJobStay[] => {
      const work = withoutBreakEdges(workIntervals(day.schedule, shift), shift, settings.breakMarginMin);
      const fixes = fixesIn(day.reported, work);
      const isNear = findNearPlaces(fixes, evidence.places, {
        isAsked: ({ id }) => id === place.id,
        minStayMin: settings.minStayMin,
        marginM: settings.nearM,
      });
      if (isNear.length === 0) return [];
      const asked = { place, others, neighbours, minVisitMin: settings.minStayMin };
      const visits = listVisits(fixes, asked, settings);
      if (visits.length === 0) return [];
      const excuses = listExcuses(evidence, { place, presence: visits, settings });
      const open = subtractIntervals(visits, excuses);
      return [
        {
          day: day.day,
          shiftId: shift.id,
          spans: visits,
          open,
          openMin: minutesOf(open),
          excuses,
          probability: visits.reduce((sum, visit) => sum + visit.probability, 0) / visits.length,
          fixes: visits.reduce((sum, visit) => sum + visit.fixes, 0),
          isExpired:
            declaration.untilAt !== undefined && declaration.untilAt.getTime() <= shift.startAt.getTime(),
        },
      ];
    }),
  );
}
