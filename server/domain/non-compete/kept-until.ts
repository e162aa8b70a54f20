import { CLOSED_CASE_DAYS } from '../case/kept-until.ts';
import { addDays, dayOf } from '../time.ts';
import { restrictionOf, type Agreement } from './agreement.ts';
import { isNonCompeteEnded, type NonCompeteCase } from './procedure.ts';

/**
 * The last day (YYYY-MM-DD) on which an agreement is kept with its cases and what was looked at under it (R13): two years after it bound
 * nobody any more and its last case ended. Undefined while either runs, or as long as the person has not left.
 */
export function agreementKeptUntil(
  agreement: Pick<Agreement, 'endedDay' | 'termMonths' | 'release' | 'monitoring'>,
  cases: readonly Pick<NonCompeteCase, 'state' | 'openedAt' | 'history'>[],
  timeZone: string,
): string | undefined {
  const restriction = restrictionOf(agreement);
  if (!restriction || agreement.monitoring.state === 'running') return undefined;
  if (cases.some(({ state }) => !isNonCompeteEnded(state))) return undefined;
  const { release } = agreement;
  const freeDay = release && release.day < restriction.toDay ? release.day : restriction.toDay;
  const ends = cases.map(({ openedAt, history }) => dayOf(history.at(-1)?.at ?? openedAt, timeZone));
  const lastDay = [freeDay, ...ends].toSorted().at(-1) ?? freeDay;
  return addDays(lastDay, CLOSED_CASE_DAYS);
}
