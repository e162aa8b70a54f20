import { FixSchema, type Fix, type FixBatch, type RejectCode } from '../../contract/ingest.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { quantizeFix, type SegmentFix } from '../../domain/track/segment-fix.ts';
import { admissionIn, type DaySchedule } from '../../domain/working-time.ts';
import type { ConsentEntry } from '../../store/consents.ts';
import type { Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import { hadAgreedAt } from '../policy/consent.ts';
import { findErased } from '../own/erased.ts';
import { correctTime, MAX_AGE_MS, MAX_AHEAD_MS, timesOf } from './device-time.ts';
import { parseItem, type ItemFault } from '../faults.ts';

/** One item of a batch after all rules: a fix that may be kept, or why not. `seq` is there whenever it could be read. */
export type Judged = Readonly<{
  index: number;
  seq?: number;
  fix?: SegmentFix;
  rejected?: Readonly<{ code: RejectCode } & Partial<ItemFault>>;
}>;

/** Parses each item by itself, corrects its time, and lets through only what lies in working time (R1) and in consented time. */
export async function judgeFixes(
  person: Person,
  batch: FixBatch,
  context: Readonly<{ receivedAt: Date; history: readonly ConsentEntry[] }>,
): Promise<{ judged: Judged[]; schedules: DaySchedule[] }> {
  const timed = batch.fixes.map((item, index) => judgeAlone(item, index, { ...batch, ...context }));
  const times = timed.flatMap(({ fix }) => (fix ? timesOf(fix, batch) : []));
  const schedules = times.length === 0 ? [] : await findSchedulesAround(person, times);
  const admitted = admissionIn(schedules);
  const isErased = await findErased(person, 'track');
  const admit = (at: Date) => {
    if (!hadAgreedAt(context.history, at)) return 'no_consent';
    return isErased(at) ? 'erased' : admitted(at);
  };
  const judged = timed.map((one) => {
    if (!one.fix) return one;
    const code = timesOf(one.fix, batch)
      .map((ms) => admit(new Date(ms)))
      .find((admission) => admission !== 'ok');
    return code === undefined ? one : reject(one, { code });
  });
  return { judged, schedules };
}

/** Schedules of the days that can decide about these moments: a shift may reach into the day after it starts. */
export async function findSchedulesAround(person: Person, times: readonly number[]): Promise<DaySchedule[]> {
  const fromDay = addDays(dayOf(new Date(Math.min(...times)), person.timeZone), -1);
  const toDay = addDays(dayOf(new Date(Math.max(...times)), person.timeZone), 1);
  return findSchedules(person.id, fromDay, toDay);
}

type Context = Readonly<Pick<FixBatch, 'datum' | 'serverOffsetMs'> & { receivedAt: Date }>;

function judgeAlone(item: unknown, index: number, context: Context): Judged {
  const parsed = parseItem(FixSchema, item);
  if (!parsed.data) {
    const seq = readSeq(item);
    return { index, ...(seq !== undefined && { seq }), rejected: { code: 'invalid', ...parsed.fault } };
  }
  const fix = toSegmentFix(parsed.data, context);
  const judged = { index, seq: fix.seq, fix };
  const receivedMs = +context.receivedAt;
  const times = timesOf(fix, context);
  if (Math.max(...times) > receivedMs + MAX_AHEAD_MS) return reject(judged, { code: 'in_future' });
  if (Math.min(...times) < receivedMs - MAX_AGE_MS) return reject(judged, { code: 'too_old' });
  return judged;
}

function toSegmentFix(fix: Fix, context: Context): SegmentFix {
  const { seq, capturedAtMs, accuracyM, speedMps, headingDeg, altitudeM } = fix;
  const { lng, lat } = toWgs84({ lng: fix.lng, lat: fix.lat }, context.datum);
  return quantizeFix({
    seq,
    atMs: correctTime(fix, context).getTime(),
    capturedAtMs,
    lng,
    lat,
    accuracyM,
    ...(speedMps !== undefined && { speedMps }),
    ...(headingDeg !== undefined && { headingDeg }),
    ...(altitudeM !== undefined && { altitudeM }),
  });
}

/** Without the fix: what may not exist does not travel on. */
function reject({ index, seq }: Judged, rejected: NonNullable<Judged['rejected']>): Judged {
  return { index, ...(seq !== undefined && { seq }), rejected };
}

function readSeq(item: unknown): number | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const seq = FixSchema.shape.seq.safeParse(
    Object.hasOwn(item, 'seq') && 'seq' in item ? item.seq : undefined,
  );
  return seq.success ? seq.data : undefined;
}
