import { Alerts, type Alert, type AlertDoc } from './alerts.ts';
import { toPlain } from './schema.ts';

const MOST = 200;

/** Arranged alerts of these days that were drawn for HR to look at: those nobody has looked at yet first, then the newest. */
export async function findSampled(fromDay: string): Promise<Alert[]> {
  const query = Alerts.find({ 'sample.isDrawn': true, day: { $gte: fromDay } });
  const found = (await query.lean<AlertDoc[]>()).map((alert) => toPlain(alert));
  const isDone = ({ sample }: Alert): number => (sample?.fits === undefined ? 0 : 1);
  return found.toSorted((a, b) => isDone(a) - isDone(b) || (a.day < b.day ? 1 : -1)).slice(0, MOST);
}

/** How many wait for somebody else's look than this one's. */
export async function countUnchecked(fromDay: string, exceptId: string): Promise<number> {
  return Alerts.countDocuments({
    'sample.isDrawn': true,
    'sample.fits': { $exists: false },
    'handlings.byId': { $ne: exceptId },
    personId: { $ne: exceptId },
    day: { $gte: fromDay },
  });
}
