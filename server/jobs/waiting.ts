import type { Db } from 'mongodb';
import { JobSchema, type JobName } from '../contract/jobs.ts';

/** Jobs that are due and not begun, by name; `oldestSeconds` = how long the first of them has waited. `dead`: given up. */
export type QueueWaiting = Readonly<{
  due: readonly Readonly<{ job: JobName; count: number; oldestSeconds: number }>[];
  dead: number;
}>;
type Row = Readonly<{ _id: string; count: number; oldestAt: Date }>;

const jobNames = JobSchema.options.map(({ shape }): JobName => shape.name.value);

/** A store that has stopped answering must not keep the other figures waiting. */
const PATIENCE_MS = 2_000;

/** By the queue's own clock, which is the real one. */
export async function readWaiting(db: Db): Promise<QueueWaiting> {
  const now = new Date();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const [rows, dead] = await Promise.all([
    db
      .collection('jobs')
      .aggregate<Row>(
        [
          { $match: { nextRunAt: { $lte: now }, lockedAt: null } },
          { $group: { _id: '$name', count: { $sum: 1 }, oldestAt: { $min: '$nextRunAt' } } },
        ],
        { signal },
      )
      .toArray(),
    db.collection('dead_jobs').countDocuments({}, { signal }),
  ]);
  const due = jobNames.map((job) => {
    const row = rows.find(({ _id }) => _id === job);
    return { job, count: row?.count ?? 0, oldestSeconds: row ? (+now - +row.oldestAt) / 1000 : 0 };
  });
  return { due, dead };
}
