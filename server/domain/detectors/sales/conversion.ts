import { isWithin } from '../../interval.ts';
import { dayOf } from '../../time.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { OrderFact, PeriodEvidence, VisitFact } from '../evidence.ts';
import { groupBy } from '../../group-by.ts';
import type { VisitsWithoutSalesSettings } from '../settings/visits-without-sales-settings.ts';

const DAY_MS = 86_400_000;
/** Own earlier orders from which their usual lag is known. */
const MIN_LAGS = 10;

/**
 * A sales visit and the order of its customer that followed, if any. `ripe` (0-1): how much of the usual lag has passed by now, so the
 * share of orders that can be known.
 */
export type VisitTrial = Readonly<{ visit: VisitFact; order: OrderFact | null; ripe: number }>;

/**
 * Sales visits as trials, in time order. Repeated visits of a customer on one day are one; an order belongs to the last visit before
 * it, whoever it is booked to; returns (negative amounts) are no orders. Visits of customers who order without the rep, and those a
 * manager arranged (support, survey, handing over), do not count.
 */
export function listTrials(evidence: PeriodEvidence, settings: VisitsWithoutSalesSettings): VisitTrial[] {
  const indirect = indirectCustomers(evidence, settings);
  const visits = oncePerDay(
    evidence.visits.filter(
      (visit) =>
        (visit.purpose ?? 'sales') === 'sales' &&
        !indirect.has(visit.customerId) &&
        !evidence.arrangements.some((arranged) => isWithin(visit.startAt, arranged)),
    ),
    evidence.person.timeZone,
  );
  const lagMs = settings.lagDays * DAY_MS;
  const knownMs = knownUntilMs(evidence, lagMs);
  const trials = visits.map((visit): { visit: VisitFact; order: OrderFact | null } => ({
    visit,
    order: null,
  }));
  const ofCustomer = groupBy(trials, ({ visit }) => visit.customerId);
  for (const order of evidence.orders) {
    if (order.amountFen <= 0) continue;
    const trial = ofCustomer
      .get(order.customerId)
      ?.findLast(({ visit }) => visit.startAt.getTime() <= order.at.getTime());
    if (trial && order.at.getTime() - trial.visit.endAt.getTime() <= lagMs) trial.order ??= order;
  }
  const ripeAt = ripening(evidence, trials, lagMs);
  return trials.map((trial) => ({ ...trial, ripe: ripeAt(knownMs - trial.visit.endAt.getTime()) }));
}

/** Until when orders are known: to the end of the period, or as far as the orders of its lag go; one dated far ahead is a typing error. */
function knownUntilMs({ judge, orders }: PeriodEvidence, lagMs: number): number {
  const last = orders.findLast(({ at }) => at.getTime() <= judge.endAt.getTime() + lagMs);
  return Math.max(judge.endAt.getTime(), last?.at.getTime() ?? 0);
}

/** Share of orders that have come by some time after the visit: as the own earlier orders came, else spread evenly over the lag. */
function ripening(
  { judge }: PeriodEvidence,
  trials: readonly Pick<VisitTrial, 'visit' | 'order'>[],
  lagMs: number,
): (ageMs: number) => number {
  const lags = trials
    .filter(({ visit }) => visit.endAt.getTime() + lagMs <= judge.startAt.getTime())
    .flatMap(({ visit, order }) => (order ? [Math.max(0, order.at.getTime() - visit.endAt.getTime())] : []))
    .toSorted((a, b) => a - b);
  if (lags.length < MIN_LAGS) return (ageMs) => Math.min(1, Math.max(0, ageMs / lagMs));
  return (ageMs) => (ageMs >= lagMs ? 1 : firstAtOrAfter(lags, ageMs + 1) / (lags.length + 1));
}

/** The judged visits, without those of customers who are new to the person. */
export function withoutNew(
  { judge, orders }: PeriodEvidence,
  {
    trials,
    before,
    settings,
  }: Readonly<{
    trials: readonly VisitTrial[];
    before: readonly VisitTrial[];
    settings: VisitsWithoutSalesSettings;
  }>,
): VisitTrial[] {
  const judged = trials.filter(({ visit }) => isWithin(visit.startAt, judge));
  if (before.length < settings.minHistoryVisits) return judged;
  const known = new Set([
    ...trials
      .filter(({ visit }) => visit.startAt.getTime() < judge.startAt.getTime())
      .map(({ visit }) => visit.customerId),
    ...orders.filter(({ at }) => at.getTime() < judge.startAt.getTime()).map(({ customerId }) => customerId),
  ]);
  return judged.filter(({ visit }) => known.has(visit.customerId));
}

/** Customers most of whose orders before `judge` came without the rep. */
function indirectCustomers(
  { orders, judge }: PeriodEvidence,
  { indirectShare }: VisitsWithoutSalesSettings,
): Set<string> {
  const counts = new Map<string, { all: number; indirect: number }>();
  for (const { customerId, at, amountFen, channel = 'rep' } of orders) {
    if (amountFen <= 0 || (at.getTime() >= judge.startAt.getTime() && channel === 'rep')) continue;
    const count = counts.get(customerId) ?? { all: 0, indirect: 0 };
    count.all++;
    if (channel !== 'rep') count.indirect++;
    counts.set(customerId, count);
  }
  return new Set(
    [...counts].filter(([, { all, indirect }]) => indirect / all >= indirectShare).map(([id]) => id),
  );
}

/** A visit soon after midnight still belongs to the one of the evening before. */
function oncePerDay(visits: readonly VisitFact[], timeZone: string): VisitFact[] {
  const last = new Map<string, Date>();
  return visits.filter(({ customerId, startAt }) => {
    const before = last.get(customerId);
    const isSame =
      before !== undefined &&
      (startAt.getTime() - before.getTime() < DAY_MS / 2 ||
        dayOf(startAt, timeZone) === dayOf(before, timeZone));
    if (!isSame) last.set(customerId, startAt);
    return !isSame;
  });
}
