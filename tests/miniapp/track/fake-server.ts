import { FixBatchSchema, FixSchema, PunchBatchSchema, PunchSchema } from '../../../server/contract/ingest.ts';
import type {
  FixBatch,
  FixReceipt,
  FixReceipts,
  ItemReceipt,
  ItemReceipts,
  PunchBatch,
  ReceiptStatus,
} from '../../../server/contract/ingest.ts';
import { SignalBatchSchema, SignalSchema } from '../../../server/contract/signal.ts';
import type { SignalBatch } from '../../../server/contract/signal.ts';
import { ApiError } from '../../../miniapp/api.ts';
import type { PhotoUpload } from '../../../miniapp/api.ts';
import type { SyncApi } from '../../../miniapp/track/sync.ts';

export type Fate = 'ok' | 'request_lost' | 'reply_lost' | 'busy' | 'full' | 'failed';

/** A model of the ingest routes: the contract is checked, identity decides, and each call's fate can be set beforehand. */
export function createFakeServer(fates: Fate[] = []) {
  const fixes = new Map<string, string>();
  const punches = new Map<string, string>();
  const photos = new Map<string, string>();
  const signals = new Map<string, string>();
  let refusesSignal: (kind: string) => string | undefined = () => undefined;
  const calls: string[] = [];
  const batches: FixBatch[] = [];
  const consents = { location: true, photo: true };
  let conflicts = 0;
  let refuses: (seq: number) => boolean = () => false;

  async function meet<T>(name: string, act: () => T): Promise<T> {
    calls.push(name);
    const fate = fates.shift() ?? 'ok';
    if (fate === 'request_lost') throw new ApiError(0, 'offline');
    if (fate === 'busy') throw new ApiError(429, 'rate_limited', { retryAfterS: 60 });
    if (fate === 'full') throw new ApiError(507, 'store_full', { retryAfterS: 60 });
    if (fate === 'failed') throw new ApiError(500, 'internal');
    const reply = act();
    if (fate === 'reply_lost') throw new ApiError(0, 'offline');
    return reply;
  }
  const keep = (store: Map<string, string>, key: string, content: string): ReceiptStatus => {
    const known = store.get(key);
    if (known === undefined) store.set(key, content);
    if (known !== undefined && known !== content) conflicts += 1;
    return known === undefined ? 'created' : known === content ? 'duplicate' : 'conflict';
  };

  const api: SyncApi = {
    sendFixes: (batch) => meet('fixes', () => takeFixes(batch)),
    sendPunches: (batch) => meet('punches', () => takePunches(batch)),
    sendSignals: (batch) => meet('signals', () => takeSignals(batch)),
    sendPhoto: (photo) => meet('photo', () => takePhoto(photo)),
    withdrawConsent: (kind) => meet(`withdraw ${kind}`, () => undefined),
  };

  function takeFixes(sent: FixBatch): FixReceipts {
    const batch = FixBatchSchema.parse(sent);
    batches.push(batch);
    if (!consents.location) throw new ApiError(403, 'consent_missing');
    const receipts: FixReceipt[] = [];
    for (const one of batch.fixes) {
      const { ageMs: _sent, ...fix } = FixSchema.parse(one);
      const status = refuses(fix.seq)
        ? ({ status: 'rejected', code: 'off_hours' } as const)
        : { status: keep(fixes, `${batch.installId}:${fix.seq}`, JSON.stringify(fix)) };
      // As the server does: one answer for a run of the same fate.
      const last = receipts.at(-1);
      if (last?.status === status.status && last.toSeq === fix.seq - 1) {
        last.toSeq = fix.seq;
        last.count += 1;
      } else receipts.push({ fromSeq: fix.seq, toSeq: fix.seq, count: 1, ...status });
    }
    return { receipts, maxSeq: Math.max(-1, ...receipts.map(({ toSeq }) => toSeq ?? -1)) };
  }
  function takePunches(sent: PunchBatch): ItemReceipts {
    const receipts = PunchBatchSchema.parse(sent).punches.map((one, index) => {
      const { ageMs: _sent, ...punch } = PunchSchema.parse(one);
      return { id: punch.id, index, status: keep(punches, punch.id, JSON.stringify(punch)) };
    });
    return { receipts };
  }
  function takeSignals(sent: SignalBatch): ItemReceipts {
    const receipts = SignalBatchSchema.parse(sent).signals.map((one, index): ItemReceipt => {
      const { ageMs: _sent, ...signal } = SignalSchema.parse(one);
      const code = refusesSignal(signal.kind);
      if (code !== undefined) return { id: signal.id, index, status: 'rejected', code };
      return { id: signal.id, index, status: keep(signals, signal.id, JSON.stringify(signal)) };
    });
    return { receipts };
  }
  function takePhoto({ id, punchId, photo }: PhotoUpload): ItemReceipts {
    if (!consents.photo) throw new ApiError(403, 'consent_missing');
    if (!punches.has(punchId)) throw new ApiError(409, 'punch_unknown');
    return { receipts: [{ id, index: 0, status: keep(photos, id, String(photo.size)) }] };
  }
  return {
    api,
    fixes,
    punches,
    photos,
    signals,
    /** How often an id came with other content than before. */
    conflicts: () => conflicts,
    refuseSignals: (rule: (kind: string) => string | undefined) => {
      refusesSignal = rule;
    },
    calls,
    batches,
    consents,
    refuseWhere: (rule: (seq: number) => boolean) => {
      refuses = rule;
    },
  };
}
export type FakeServer = ReturnType<typeof createFakeServer>;
