import { WORK_RECORD_KINDS, type WorkRecordKind } from '../contract/records.ts';
import type { Interval } from '../domain/interval.ts';
import { STANDING, WorkRecords, type WorkRecord } from './work-records.ts';

/** The stretches of time after `fromAt` that begin at most `keptMs` after a record of a kind: in them its absence says something. */
export type WorkFeeds = ReadonlyMap<WorkRecordKind, readonly Interval[]>;

export async function findFeeds(fromAt: Date, keptMs: number): Promise<WorkFeeds> {
  const feeds = WORK_RECORD_KINDS.map(async (kind) => [kind, await feedOf(kind, fromAt, keptMs)] as const);
  return new Map(await Promise.all(feeds));
}

/** Looks only at the last record of each `keptMs`: there are millions between. */
async function feedOf(kind: WorkRecordKind, fromAt: Date, keptMs: number): Promise<Interval[]> {
  const stretches: Interval[] = [];
  const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
  for (let startAt = await edgeOf(kind, { $gte: fromAt }, 1); startAt !== null;) {
    let last = startAt;
    for (let next: Date | null = last; next !== null;) {
      last = next;
      next = await edgeOf(kind, { $gt: last, $lte: after(last, keptMs) }, -1);
    }
    stretches.push({ startAt, endAt: after(last, keptMs) });
    startAt = await edgeOf(kind, { $gt: after(last, keptMs) }, 1);
  }
  return stretches;
}

/** When the first (1) or last (-1) record of a kind in some time is; null without any. */
async function edgeOf(kind: WorkRecordKind, startAt: object, order: 1 | -1): Promise<Date | null> {
  const query = WorkRecords.findOne({ kind, startAt, ...STANDING }, { startAt: 1 }).sort({ startAt: order });
  return (await query.lean<Pick<WorkRecord, 'startAt'>>())?.startAt ?? null;
}
