import { isWithin } from '../../interval.ts';
import { chanceAtLeast, shrunkRate } from '../../statistics/binomial.ts';
import type { PeriodEvidence } from '../evidence.ts';
import type { OrderLink } from './order-links.ts';
import type { OrderMismatchSettings } from '../settings/order-mismatch-settings.ts';

const DAY_MS = 86_400_000;

/** How likely it is by luck that `odd` of `orders` are as they are. `isConclusive`: compared with something known, not only assumed. */
export type MismatchTest = Readonly<{
  chance: number;
  orders: number;
  odd: readonly OrderLink[];
  isConclusive: boolean;
}>;

/**
 * Orders after own visits that one other person booked, against the few that stray in an honest team and did before; null when too few.
 * `links` are those of clear customers, `all` of every customer.
 */
export function testDiverted(
  evidence: PeriodEvidence,
  { links, all }: Readonly<{ links: readonly OrderLink[]; all: readonly OrderLink[] }>,
  settings: OrderMismatchSettings,
): MismatchTest | null {
  const { minOrders, minDiverted, minCustomers, maxHistoryOrders, strayShare, strayStrength } = settings;
  const judged = links.filter((link) => link.isVisited && isJudged(evidence, link));
  const odd = ofBusiestBooker(judged.filter(({ isOwn }) => !isOwn));
  if (judged.length < minOrders || odd.length < minDiverted || customersOf(odd) < minCustomers) return null;
  const before = all.filter(
    ({ order, isVisited }) => isVisited && order.at.getTime() < evidence.judge.startAt.getTime(),
  );
  const strays = before.filter(({ isOwn }) => !isOwn).length;
  const fade = Math.min(1, maxHistoryOrders / Math.max(1, before.length));
  const belief = shrunkRate(
    { successes: strays * fade, trials: before.length * fade },
    { mean: strayShare, strength: strayStrength },
  );
  return {
    chance: chanceAtLeast(odd.length, judged.length, belief),
    orders: judged.length,
    odd,
    isConclusive: strays < settings.sharedShare * before.length && areOwnAccounts(odd, before, settings),
  };
}

/** Whether the customers of `odd` are known as the person's: by enough own earlier orders, some of them by these customers themselves. */
function areOwnAccounts(
  odd: readonly OrderLink[],
  before: readonly OrderLink[],
  { minHistoryOrders, minDiverted, minCustomers }: OrderMismatchSettings,
): boolean {
  const own = before.filter(({ isOwn }) => isOwn);
  const accounts = new Set(own.map(({ order }) => order.customerId));
  const known = odd.filter(({ order }) => accounts.has(order.customerId));
  return own.length >= minHistoryOrders && known.length >= minDiverted && customersOf(known) >= minCustomers;
}

/** Own orders of customers the person did not visit before, against the own earlier share of such orders; null when too few. */
export function testUnvisited(
  evidence: PeriodEvidence,
  links: readonly OrderLink[],
  { minOrders, minCustomers, minHistoryOrders, maxHistoryOrders, lagDays }: OrderMismatchSettings,
): MismatchTest | null {
  const own = links.filter(({ isOwn }) => isOwn);
  const judged = own.filter((link) => isJudged(evidence, link));
  const odd = judged.filter(({ isVisited }) => !isVisited);
  if (judged.length < minOrders || customersOf(odd) < minCustomers || visitsLess(evidence)) return null;
  const knownFromMs = (evidence.visits[0]?.startAt.getTime() ?? 0) + lagDays * DAY_MS;
  const before = own.filter(
    ({ order }) => order.at < evidence.judge.startAt && order.at.getTime() >= knownFromMs,
  );
  const unvisited = before.filter(({ isVisited }) => !isVisited).length;
  const fade = Math.min(1, maxHistoryOrders / Math.max(1, before.length));
  const belief = shrunkRate(
    { successes: unvisited * fade, trials: before.length * fade },
    { mean: 0.5, strength: 4 },
  );
  return {
    chance: chanceAtLeast(odd.length, judged.length, belief),
    orders: judged.length,
    odd,
    isConclusive: before.length >= minHistoryOrders,
  };
}

/** Fewer than half the visits per day of before (illness, office work): orders without visits then mean nothing. */
function visitsLess({ visits, judge }: PeriodEvidence): boolean {
  const before = visits.filter(({ startAt }) => startAt.getTime() < judge.startAt.getTime()).length;
  const now = visits.filter(({ startAt }) => isWithin(startAt, judge)).length;
  if (now === 0 || before === 0) return now === 0;
  const daysBefore = Math.max(1, (judge.startAt.getTime() - (visits[0]?.startAt.getTime() ?? 0)) / DAY_MS);
  const daysNow = Math.max(1, (judge.endAt.getTime() - judge.startAt.getTime()) / DAY_MS);
  return now / daysNow < before / daysBefore / 2;
}

function ofBusiestBooker(links: readonly OrderLink[]): OrderLink[] {
  const bookers = [...new Set(links.map(({ order }) => order.bookedTo))].toSorted();
  return bookers
    .map((booker) => links.filter(({ order }) => order.bookedTo === booker))
    .reduce((most, group) => (group.length > most.length ? group : most), []);
}

const customersOf = (links: readonly OrderLink[]): number =>
  new Set(links.map(({ order }) => order.customerId)).size;

const isJudged = ({ judge }: PeriodEvidence, { order }: OrderLink): boolean => isWithin(order.at, judge);
