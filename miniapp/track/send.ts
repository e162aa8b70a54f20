import { ApiError } from '../api.ts';
import type { FixReceipt, ItemReceipt } from '../../server/contract/ingest.ts';
import { ageOf } from './clock.ts';
import type { QueuedFix, Refusals } from './database.ts';
import type { Device, SyncDeps } from './sync.ts';

const PUNCHES_PER_REQUEST = 20;
const SIGNALS_PER_REQUEST = 20;
/** A long queue goes in larger pieces; a lost reply still costs no more than this. */
const FIXES_PER_REQUEST = 500;

/** Each of these three says whether something was sent. */
export async function sendWithdrawals({ outbox, api, personId }: SyncDeps): Promise<boolean> {
  const kinds = await outbox.withdrawals(personId);
  for (const kind of kinds) {
    await api.withdrawConsent(kind);
    await outbox.endWithdrawal(personId, kind);
  }
  return kinds.length > 0;
}

/** Gaps are in no hurry: without them the rest goes alone. */
export type SignalStage = 'before' | 'before_without_gaps' | 'after';

/** What is said before punches are sent: a proof of place settles a punch that comes after it. An overtime request needs its punch first. */
export async function sendSignals(deps: SyncDeps, stage: SignalStage): Promise<boolean> {
  const { outbox, api, clock, personId } = deps;
  for (let isSent = false; ; isSent = true) {
    const rows = (await outbox.signals(personId)).filter(
      ({ signal: { kind } }) =>
        (kind === 'overtime') === (stage === 'after') && (kind !== 'gap' || stage === 'before'),
    );
    const part = rows.slice(0, SIGNALS_PER_REQUEST);
    if (part.length === 0) return isSent;
    const signals = part.map((row) => ({ ...row.signal, ...ageOf(row.stamp, clock) }));
    const { device: _unasked, ...sender } = envelopeOf(deps);
    const { receipts } = await api.sendSignals({ ...sender, signals });
    let settled = 0;
    for (const [index, row] of part.entries()) {
      const receipt = receipts.find((one) => isFor(one, row.id, index));
      if (!receipt) continue;
      await outbox.settleSignal(row, receipt);
      settled += 1;
    }
    mustProgress(settled);
  }
}

/** True while there may be more to send. */
export async function sendNextPunches(deps: SyncDeps): Promise<boolean> {
  const { outbox, api, clock, personId } = deps;
  const ready = (await outbox.punches(personId)).filter((row) => !outbox.isWaitingForPlace(row));
  const rows = ready.slice(0, PUNCHES_PER_REQUEST);
  if (rows.length === 0) return false;
  const punches = rows.map((row) => ({ ...row.punch, ...ageOf(row.stamp, clock) }));
  const { receipts } = await api.sendPunches({ ...envelopeOf(deps), punches });
  let settled = 0;
  for (const [index, row] of rows.entries()) {
    const receipt = receipts.find((one) => isFor(one, row.id, index));
    if (!receipt) continue;
    await outbox.settlePunch(personId, row.id, receipt);
    settled += 1;
  }
  return mustProgress(settled);
}

/** A photo waits until its punch is answered. Without consent all photos of the queue go (R3). */
export async function sendPhotos({ outbox, api, personId }: SyncDeps): Promise<boolean> {
  const photos = await outbox.readyPhotos(personId);
  for (const { id, punchId, capturedAtMs, bytes, type } of photos) {
    const upload = { id, punchId, capturedAtMs, photo: new Blob([bytes], { type }) };
    const reply = await api.sendPhoto(upload).catch((error: unknown) => refusedPhoto(error));
    if (reply === 'no_consent') {
      await outbox.dropPhotos(personId);
      return true;
    }
    const receipt = reply.receipts[0];
    if (!receipt) throw new ApiError(0, 'no_receipt');
    await outbox.settlePhoto(personId, id, refusalOf(receipt));
  }
  return photos.length > 0;
}

/** True while there may be more to send. Without consent the whole queue of fixes goes (R3). */
export async function sendFixBatch(deps: SyncDeps, waiting = 0): Promise<boolean> {
  const { outbox, api, clock, personId } = deps;
  const size = Math.max(deps.batchSize(), Math.min(FIXES_PER_REQUEST, Math.ceil(waiting / 4)));
  const rows = sameDatum(await outbox.nextFixes(personId, size));
  const first = rows[0];
  if (!first) return false;
  const fixes = rows.map(({ seq, reading: { datum: _batch, ...fix }, stamp }) => ({
    seq,
    ...fix,
    ...ageOf(stamp, clock),
  }));
  const batch = { ...envelopeOf(deps), datum: first.reading.datum, fixes };
  const reply = await api.sendFixes(batch).catch((error: unknown) => {
    if (isConsentMissing(error)) return undefined;
    throw error;
  });
  if (!reply) {
    await outbox.dropFixes(personId);
    return false;
  }
  const { seqs, refused } = settledBy(rows, reply.receipts);
  await outbox.settleFixes(personId, seqs, { refused, maxSeq: reply.maxSeq });
  return mustProgress(seqs.length);
}

function envelopeOf({ outbox, clock, serverOffsetMs, device }: SyncDeps): {
  installId: string;
  sentAtMs: number;
  serverOffsetMs?: number;
  device?: Device;
} {
  const offset = serverOffsetMs();
  const sender = device();
  return {
    installId: outbox.installId,
    sentAtMs: clock.nowMs(),
    ...(offset === undefined ? {} : { serverOffsetMs: offset }),
    ...(sender ? { device: sender } : {}),
  };
}

/** The longest run at the head of the queue that one batch may carry: a batch names one datum. */
function sameDatum(rows: readonly QueuedFix[]): QueuedFix[] {
  const end = rows.findIndex((row) => row.reading.datum !== rows[0]?.reading.datum);
  return rows.slice(0, end === -1 ? rows.length : end);
}

/** Which of the sent fixes the receipts answer; only what was sent may be deleted. */
function settledBy(rows: readonly QueuedFix[], receipts: readonly FixReceipt[]) {
  const seqs = new Set<number>();
  const refused: Refusals = {};
  for (const receipt of receipts) {
    for (const row of rowsOf(rows, receipt)) {
      seqs.add(row.seq);
      for (const code of Object.keys(refusalOf(receipt))) refused[code] = (refused[code] ?? 0) + 1;
    }
  }
  return { seqs: [...seqs], refused };
}

function rowsOf(
  rows: readonly QueuedFix[],
  { fromSeq, toSeq, index, count }: FixReceipt,
): readonly QueuedFix[] {
  if (fromSeq !== undefined) return rows.filter((row) => row.seq >= fromSeq && row.seq <= (toSeq ?? fromSeq));
  return index === undefined ? [] : rows.slice(index, index + count);
}

function refusalOf(receipt: Pick<ItemReceipt, 'status' | 'code'>): Refusals {
  if (receipt.status === 'conflict') return { conflict: 1 };
  return receipt.status === 'rejected' ? { [receipt.code ?? 'invalid']: 1 } : {};
}

/** A photo the server will never take is counted and let go; everything else is tried again. */
function refusedPhoto(error: unknown): 'no_consent' | { receipts: Pick<ItemReceipt, 'status' | 'code'>[] } {
  if (isConsentMissing(error)) return 'no_consent';
  const isFinal = error instanceof ApiError && [400, 413, 415, 422].includes(error.status);
  if (!isFinal) throw error;
  return { receipts: [{ status: 'rejected', code: error.code }] };
}

const isConsentMissing = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 403 && error.code === 'consent_missing';

const isFor = (receipt: ItemReceipt, id: string, index: number): boolean =>
  receipt.id === id || (receipt.id === undefined && receipt.index === index);

/** A reply that settles nothing would be asked for again at once, for ever. */
function mustProgress(settled: number): true {
  if (settled === 0) throw new ApiError(0, 'no_receipt');
  return true;
}
