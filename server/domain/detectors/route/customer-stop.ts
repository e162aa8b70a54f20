import type { PeriodEvidence } from '../evidence.ts';
import { isCovered } from '../place/explained-stay.ts';
import type { StopVisit } from './new-stops.ts';

/** Share of the days at a stop on which the visits of one customer must cover it. */
const DAYS_SHARE = 0.5;

/**
 * Whether the stays at a stop were logged as visits of one and the same customer: what was told openly is no secret second place, the
 * customer's pin may be wrong. Whether the visits were made `visit-unsupported` asks, which knows what proves a pin.
 */
export function isOneCustomers(
  { visits }: PeriodEvidence,
  { visits: days }: Readonly<{ visits: readonly StopVisit[] }>,
): boolean {
  const customers = new Set<string>();
  let told = 0;
  for (const { stays } of days) {
    const from = stays[0]?.startAt.getTime() ?? 0;
    const to = stays.at(-1)?.lastFixAt.getTime() ?? 0;
    const there = visits.filter(({ startAt, endAt }) => startAt.getTime() < to && endAt.getTime() > from);
    for (const { customerId } of there) customers.add(customerId);
    if (stays.some(({ startAt, lastFixAt }) => isCovered({ startAt, endAt: lastFixAt }, there))) told++;
  }
  return customers.size === 1 && told >= DAYS_SHARE * days.length;
}
