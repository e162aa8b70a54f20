import type { PipelineStage } from 'mongoose';
import { WORK_RECORD_KINDS, type WorkRecordKind } from '../contract/records.ts';
import type { Interval } from '../domain/interval.ts';
import { doTogether } from './ask-together.ts';
import { STANDING, WorkRecords } from './work-records.ts';

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
const edgeOf = (kind: WorkRecordKind, startAt: object, order: 1 | -1): Promise<Date | null> =>
  askForEdge({ kind, startAt, order });

type Edge = Readonly<{ kind: WorkRecordKind; startAt: object; order: 1 | -1 }>;
type Found = Readonly<{ startAt: Date; nth: number }>;
type FrontStage = PipelineStage.Match | PipelineStage.Sort | PipelineStage.Limit | PipelineStage.Project;

/** The kinds are gone through side by side, so that a step of all of them is one command. */
const askForEdge = doTogether(async (edges: readonly Edge[]): Promise<(Date | null)[]> => {
  const [first = [], ...others] = edges.map(({ kind, startAt, order }, nth): FrontStage[] => [
    { $match: { kind, startAt, ...STANDING } },
    { $sort: { startAt: order } },
    { $limit: 1 },
    { $project: { _id: 0, startAt: 1, nth: { $literal: nth } } },
  ]);
  const coll = WorkRecords.collection.name;
  const unions = others.map((pipeline) => ({ $unionWith: { coll, pipeline } }));
  const found = await WorkRecords.aggregate<Found>([...first, ...unions]);
  const byEdge = new Map(found.map(({ nth, startAt }) => [nth, startAt]));
  return edges.map((_, nth) => byEdge.get(nth) ?? null);
});
