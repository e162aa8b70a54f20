import { setTimeout as sleep } from 'node:timers/promises';
import type { FixBatch, FixReceipt, Said } from '../contract/ingest.ts';
import { dayOf } from '../domain/time.ts';
import { shiftFinder, type DaySchedule } from '../domain/working-time.ts';
import type { SegmentFix } from '../domain/track/segment-codec.ts';
import { AppError } from '../errors.ts';
import { markDirty } from '../store/detections.ts';
import { noteUpload } from '../store/installs.ts';
import type { Person } from '../store/people.ts';
import { findLastOrdinal } from '../store/segment-ordinals.ts';
import { appendSegment, findSegmentsBySeq, type Device } from '../store/segments.ts';
import { hasCurrentConsent, requireConsent } from './policy/consent.ts';
import type { Deps } from './deps.ts';
import { compareWithStored, type Compared } from './ingest/ingest-compare.ts';
import { judgeFixes, type Judged } from './ingest/ingest-judge.ts';
import { toReceipts } from './ingest/ingest-receipts.ts';

/** Uploads of one phone that meet each other try again; more than this in a row is not a phone. */
const MAX_ATTEMPTS = 60;

/**
 * Takes a batch of position fixes: consent for all, working time for each (R1, R2); what may not exist is dropped here and kept
 * nowhere. New fixes become one segment.
 */
export async function ingestFixes(
  deps: Deps,
  person: Person,
  batch: FixBatch,
): Promise<Readonly<{ receipts: Said<FixReceipt>[]; maxSeq: number }>> {
  const history = await requireConsent(person.id, 'location');
  const receivedAt = deps.now();
  const { judged, schedules } = await judgeFixes(person, batch, { receivedAt, history });
  const device = await mayKeepDevice(person, batch);
  const compared = await storeNew(person, batch, { receivedAt, judged, schedules, device });
  const stored = compared.flatMap(({ fate, fix }) => (fate === 'created' && fix ? [fix.seq] : []));
  const { installId } = batch;
  const maxSeq = await noteUpload({
    personId: person.id,
    installId,
    seenAt: receivedAt,
    maxSeq: Math.max(-1, ...stored),
    ...(device && { device }),
  });
  if (stored.length > 0) await deps.enqueue({ name: 'detect', personId: person.id });
  return { receipts: toReceipts(compared), maxSeq };
}

type Input = Readonly<{
  receivedAt: Date;
  judged: readonly Judged[];
  schedules: readonly DaySchedule[];
  device: Device | undefined;
}>;

/** Compares with what is stored and appends the rest under the next ordinal, again whenever another upload took it. */
async function storeNew(person: Person, batch: FixBatch, input: Input): Promise<Compared[]> {
  const install = { personId: person.id, installId: batch.installId };
  const seqs = input.judged.flatMap(({ fix }) => (fix ? [fix.seq] : []));
  if (seqs.length === 0) return compareWithStored(input.judged, []).compared;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    // The ordinal first: a segment appended after it is known makes the append fail.
    const ordinal = (await findLastOrdinal(install.personId, install.installId)) + 1;
    const stored = await findSegmentsBySeq(install, Math.min(...seqs), Math.max(...seqs));
    const { compared, fresh, conflicts } = compareWithStored(input.judged, stored);
    if (fresh.length + conflicts.length === 0) return compared;
    // Marked before it is stored: a crash between the two judges once too often, never once too seldom.
    if (attempt === 0) await markShifts(person, input, fresh);
    const { receivedAt, device } = input;
    const segment = { ...install, ordinal, receivedAt, sourceDatum: batch.datum, fixes: fresh, conflicts };
    if (await appendSegment({ ...segment, ...(device && { device }) })) return compared;
    await sleep(Math.random() * 10 * Math.min(attempt + 1, 10));
  }
  throw new AppError('busy', 503);
}

async function markShifts(person: Person, input: Input, fresh: readonly SegmentFix[]): Promise<void> {
  const days = new Map<string, string>();
  const findShift = shiftFinder(input.schedules);
  const shifts = new Set(fresh.flatMap(({ atMs }) => findShift(new Date(atMs)) ?? []));
  for (const shift of shifts) {
    const schedule = input.schedules.find((one) => one.shifts.some(({ id }) => id === shift.id));
    days.set(shift.id, schedule?.day ?? dayOf(shift.startAt, person.timeZone));
  }
  for (const [shiftId, day] of days)
    await markDirty({ personId: person.id, shiftId, day, at: input.receivedAt });
}

/** The phone's model is kept only of people who agreed to that. */
async function mayKeepDevice({ id }: Person, { device }: FixBatch): Promise<Device | undefined> {
  if (!device || !(await hasCurrentConsent(id, 'device_risk'))) return undefined;
  return toDevice(device);
}

export function toDevice(device: NonNullable<FixBatch['device']>): Device {
  const { model, os, appVersion } = device;
  return {
    ...(model !== undefined && { model }),
    ...(os !== undefined && { os }),
    ...(appVersion !== undefined && { appVersion }),
  };
}
