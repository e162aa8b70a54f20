import type { Place } from '../../geo/place.ts';
import type { Shift } from '../../working-time.ts';
import type { DeclarationFact, PeriodEvidence } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import { isOwn } from '../place/near-places.ts';
import { adjoinsOwn } from '../place/neighbours.ts';
import { distinct } from '../place/place-finding.ts';
import type { SideJobConditionsSettings } from '../settings/side-job-conditions-settings.ts';
import { listSideJobStays, type SideJobStay } from './side-job-stays.ts';

/** What is said of one declaration: `told` are the days the finding is about. */
export type JudgedSideJob = Pick<Finding, 'verdict' | 'reasons'> &
  Readonly<{
    stays: readonly SideJobStay[];
    told: readonly SideJobStay[];
    /** Nothing but a name. */
    hint?: Readonly<{ rival: Place; shift: Shift }>;
  }>;

/** The verdict on one approved declaration with a known place, or null when nobody stayed there in working time. */
export function judgeSideJob(
  evidence: PeriodEvidence,
  declaration: DeclarationFact,
  settings: SideJobConditionsSettings,
): JudgedSideJob | null {
  const place = declaration.placeId === undefined ? undefined : evidence.placeById.get(declaration.placeId);
  if (!place || isOwn(place)) return null;
  const stays = listSideJobStays(evidence, { declaration, place }, settings);
  if (stays.length === 0) return null;
  const open = stays.filter(({ openMin }) => openMin >= settings.minStayMin);
  if (open.length === 0) {
    const excuses = stays.flatMap((stay) => stay.excuses);
    const verdict = excuses.every(({ isDoubt }) => isDoubt) ? 'undecided' : 'contradicted';
    return { verdict, reasons: distinct(excuses.map(({ reason }) => reason)).toSorted(), stays, told: stays };
  }
  if (adjoinsOwn(evidence.places, place, settings))
    return { verdict: 'undecided', reasons: ['own_place_neighbour'], stays, told: open };
  const overlaps = open.filter(({ isExpired }) => !isExpired);
  const expired = open.filter(({ isExpired }) => isExpired);
  const reasons = [
    overlaps.length > 0 && 'shift_overlap',
    distinct(expired.map(({ day }) => day)).length >= settings.minExpiredDays && 'approval_ended',
  ].filter((reason) => reason !== false);
  if (reasons.length > 0) return { verdict: 'supported', reasons, stays, told: open };
  return { verdict: 'undecided', reasons: ['approval_just_ended'], stays, told: open };
}
