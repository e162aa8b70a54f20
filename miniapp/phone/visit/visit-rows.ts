import type { CustomerView, VisitsToday, VisitView } from '../../../server/contract/visit.ts';
import type { Reading } from '../../track/database.ts';
import { distanceM } from '../../track/distance.ts';
import { toWgs84 } from '../../parts/geo.ts';
import type { ShownVisitItem } from '../../track/visit-queue.ts';

/** A visit of today, from the server or still on this phone; `endAt` is absent while it runs. */
export type VisitRow = Pick<VisitView, 'id' | 'customerId' | 'customerName' | 'startAt' | 'purpose'> &
  Partial<Pick<VisitView, 'endAt' | 'endedBy' | 'ordered' | 'note' | 'source' | 'hasPhoto'>> & {
    isWaiting: boolean;
  };

/** What a list that this phone kept still says on `day`: of another day no more than who the customers are. */
export function listFor(kept: VisitsToday | undefined, day: string): VisitsToday | undefined {
  if (!kept || kept.day === day) return kept;
  const customers = kept.customers.map(({ plannedNo: _over, ...customer }) => ({
    ...customer,
    visitedToday: false,
  }));
  return { day, visits: [], customers, suggestions: [], ...(kept.asks && { asks: kept.asks }) };
}

type Asked = keyof NonNullable<VisitsToday['asks']>;

/** What the company asks for at a visit and is not there yet; a photo only of who agreed to photos. */
export function stillAsked(
  asks: VisitsToday['asks'],
  { note = '', hasPhoto = false }: Pick<VisitRow, 'note' | 'hasPhoto'>,
  mayPhoto: boolean,
): Asked[] {
  return [
    ...(asks?.note === true && note.trim() === '' ? (['note'] as const) : []),
    ...(asks?.photo === true && mayPhoto && !hasPhoto ? (['photo'] as const) : []),
  ];
}

/** The server's list with what waits here laid over it, by time. Times are the server's. */
export function visitRows(
  list: VisitsToday | undefined,
  waiting: readonly ShownVisitItem[],
  offsetMs: number,
): VisitRow[] {
  const names = new Map(list?.customers.map(({ id, name }) => [id, name]) ?? []);
  const rows = new Map<string, VisitRow>(
    (list?.visits ?? []).map(({ endAt, ...visit }) => [
      visit.id,
      { ...visit, isWaiting: false, ...(visit.endedBy === 'now' ? {} : { endAt }) },
    ]),
  );
  for (const item of waiting) {
    const known = rows.get(item.visitId);
    if (item.kind === 'log') {
      const { customerId, capturedAtMs, purpose } = item.visit;
      const startAt = new Date(capturedAtMs + offsetMs).toISOString();
      const customerName = names.get(customerId) ?? customerId;
      endRunning(rows, startAt);
      rows.set(item.visitId, {
        id: item.visitId,
        customerId,
        customerName,
        startAt,
        purpose,
        isWaiting: item.isSent !== true,
      });
    } else if (known && item.kind === 'details') {
      const { editedAtMs, ended, ...details } = item.details;
      const endAt = ended ? { endAt: new Date(editedAtMs).toISOString() } : {};
      rows.set(item.visitId, { ...known, ...details, ...endAt });
    } else if (known) rows.set(item.visitId, { ...known, hasPhoto: true });
  }
  return [...rows.values()].sort((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt));
}

/** The next visit's start is the end of the one that runs. */
function endRunning(rows: Map<string, VisitRow>, endAt: string): void {
  for (const [id, row] of rows) if (row.endAt === undefined) rows.set(id, { ...row, endAt, endedBy: 'next' });
}

export type Offer = CustomerView & { awayM?: number };

/** Customers to offer: planned and not yet visited first, the nearest of them first where the place is known. */
export function offersOf(
  customers: readonly CustomerView[],
  visited: ReadonlySet<string>,
  reading: Reading | undefined,
): Offer[] {
  const here = reading && toWgs84(reading);
  const offers = customers
    .filter(({ id }) => !visited.has(id))
    .map((customer): Offer => (here ? { ...customer, awayM: distanceM(here, customer) } : customer));
  return offers.sort(
    (a, b) =>
      Number(a.plannedNo === undefined) - Number(b.plannedNo === undefined) ||
      (a.awayM ?? 0) - (b.awayM ?? 0) ||
      (a.plannedNo ?? 0) - (b.plannedNo ?? 0),
  );
}

/** Whom to find by name for another visit: visited today, and not just now. */
export function againOf(customers: readonly CustomerView[], rows: readonly VisitRow[]): Offer[] {
  const visited = new Set(rows.map(({ customerId }) => customerId));
  const running = new Set(rows.flatMap(({ customerId, endAt }) => (endAt === undefined ? customerId : [])));
  return customers.flatMap((customer) =>
    visited.has(customer.id) && !running.has(customer.id) ? { ...customer, visitedToday: true } : [],
  );
}
