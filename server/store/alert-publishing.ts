import { Alerts, type Alert, type AlertDoc } from './alerts.ts';
import type { Pending } from './pending.ts';
import { toPlain } from './schema.ts';

/** Alerts whose T0 has come and that nobody was told about. */
export async function findUnpublished(now: Date): Promise<Alert[]> {
  const query = Alerts.find({
    status: { $in: ['watching', 'open'] },
    publishAt: { $lte: now },
    publishedAt: { $exists: false },
  });
  return (await query.sort({ publishAt: 1 }).lean<AlertDoc[]>()).map(toPlain);
}

/** Alerts of these regions that went to their manager in this time, oldest first. */
export async function findPublishedSince(
  regionIds: readonly string[],
  { sinceAt, untilAt }: { sinceAt: Date; untilAt: Date },
): Promise<Alert[]> {
  const query = Alerts.find({
    regionId: { $in: [...regionIds] },
    managerId: { $exists: true },
    overflow: false,
    publishedAt: { $gt: sinceAt, $lte: untilAt },
  });
  return (await query.sort({ publishedAt: 1, _id: 1 }).lean<AlertDoc[]>()).map(toPlain);
}

/** Leaves a refresh of the cards of every open alert published in this time, once each. */
export async function refreshLate(published: { sinceAt: Date; untilAt: Date }, at: Date): Promise<void> {
  const isLate = {
    status: 'open' as const,
    publishedAt: { $gt: published.sinceAt, $lte: published.untilAt },
    lateShownAt: { $exists: false },
  };
  const late = await Alerts.find(isLate, { version: 1 }).lean<Pick<AlertDoc, '_id' | 'version'>[]>();
  for (const { _id, version } of late) {
    const pending: Pending = { id: `${_id}:${version}:late`, kind: 'refresh' };
    await Alerts.updateOne({ _id, ...isLate }, { $set: { lateShownAt: at }, $push: { pending } });
  }
}
