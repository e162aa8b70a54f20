import type { ItemReceipt, Said } from '../../contract/ingest.ts';
import { SignalSchema, type Signal, type SignalBatch } from '../../contract/signal.ts';
import type { Person } from '../../store/people.ts';
import { findSignal, insertSignal, keepSignalConflict, type SignalRecord } from '../../store/signals.ts';
import type { Deps } from '../deps.ts';
import { correctTime, MAX_AGE_MS, MAX_AHEAD_MS, timesOf } from '../ingest/device-time.ts';
import { parseItem } from '../faults.ts';
import { inTurn } from '../in-turn.ts';
import { findSchedulesAround } from '../ingest/ingest-judge.ts';
import { readId } from '../ingest/item-id.ts';
import { hashSecret, keysOf, type Keyed } from '../secret/secret.ts';
import { takeGap } from './signal-gap.ts';
import type { SignalContext, SignalOf, SignalVerdict } from './signal-context.ts';
import { takeOvertime } from '../punch/overtime.ts';
import { takePromptAnswer } from './signal-prompt.ts';
import { settleByAnchor } from '../punch/punch-anchor.ts';
import { endSession, startSession } from './signal-session.ts';
import { endRest, startRest } from './signal-rest.ts';
import { takeStoreCode } from './signal-code.ts';
import { takeWifi } from './signal-wifi.ts';

/** Takes what a phone tells besides fixes and punches, one by one and in order: the same id again changes nothing. */
export async function takeSignals(
  deps: Deps,
  person: Person,
  batch: SignalBatch,
): Promise<{ receipts: Said<ItemReceipt>[] }> {
  const receivedAt = deps.now();
  const receipts: Said<ItemReceipt>[] = [];
  for (const [index, item] of batch.signals.entries()) {
    const parsed = parseItem(SignalSchema, item);
    if (parsed.data) {
      const receipt = await takeSignal(deps, person, { signal: parsed.data, batch, receivedAt });
      receipts.push({ id: parsed.data.id, index, ...receipt });
    } else
      receipts.push({
        ...readId(item, SignalSchema.options[0].shape.id),
        index,
        status: 'rejected',
        code: 'invalid',
        ...parsed.fault,
      });
  }
  if (receipts.some(({ status }) => status === 'created')) await deps.enqueue({ name: 'relay' });
  return { receipts };
}

type Input = Readonly<{ signal: Signal; batch: SignalBatch; receivedAt: Date }>;
type Outcome = Pick<ItemReceipt, 'status' | 'code' | 'punch'>;

/** Codes of one person in turn: wrong ones are counted, and those sent all at once would each find none before them. */
const takeSignal = (deps: Deps, person: Person, input: Input): Promise<Outcome> =>
  input.signal.kind === 'qr'
    ? inTurn(`code:${person.id}`, () => takeOne(deps, person, input))
    : takeOne(deps, person, input);

async function takeOne(deps: Deps, person: Person, input: Input): Promise<Outcome> {
  const { signal, batch, receivedAt } = input;
  const digests = keysOf(deps).map((by) => digestOf(by, signal));
  const [digest = ''] = digests;
  const known = await findSignal(signal.id);
  if (known) return compare(known, { person, digests, receivedAt });
  const corrected = correctTime(signal, { receivedAt, serverOffsetMs: batch.serverOffsetMs });
  if (+corrected > +receivedAt + MAX_AHEAD_MS) return { status: 'rejected', code: 'in_future' };
  if (+corrected < +receivedAt - MAX_AGE_MS) return { status: 'rejected', code: 'too_old' };
  const at = corrected > receivedAt ? receivedAt : corrected;
  const times = timesOf({ atMs: +at, capturedAtMs: signal.capturedAtMs }, batch);
  const schedules = await findSchedulesAround(person, times);
  const moments = times.map((ms) => new Date(ms));
  const verdict = await judge({ deps, person, at, moments, receivedAt, schedules }, { signal, batch });
  const fields = verdict.rejected === undefined ? verdict.taken : verdict.keep;
  if (!fields) return { status: 'rejected', ...(verdict.rejected && { code: verdict.rejected }) };
  const record: SignalRecord = {
    id: signal.id,
    personId: person.id,
    kind: signal.kind,
    at,
    capturedAt: new Date(signal.capturedAtMs),
    receivedAt,
    installId: batch.installId,
    digest,
    conflicts: [],
    isOk: true,
    ...fields,
  };
  if (!(await insertSignal(record))) {
    const first = await findSignal(signal.id);
    if (first) return compare(first, { person, digests, receivedAt });
  }
  if (verdict.rejected !== undefined) return { status: 'rejected', code: verdict.rejected };
  const punch = await settleByAnchor(deps, record);
  return { status: 'created', ...(punch && { punch }) };
}

type Judged = Readonly<{ signal: Signal; batch: SignalBatch }>;

async function judge(context: SignalContext, { signal, batch }: Judged): Promise<SignalVerdict> {
  if (isOwnTime(signal)) return judgeOwnTime(context, signal);
  if (signal.kind === 'gap') return takeGap(context, signal);
  if (signal.kind === 'qr') return takeStoreCode(context, signal);
  if (signal.kind === 'wifi') return takeWifi(context, signal);
  return signal.kind === 'prompt' ? takePromptAnswer(context, signal) : takeOvertime(context, signal, batch);
}

type OwnTimeSignal = SignalOf<'session_start' | 'session_end' | 'rest_start' | 'rest_end'>;

const isOwnTime = (signal: Signal): signal is OwnTimeSignal => /^(session|rest)_/.test(signal.kind);

async function judgeOwnTime(context: SignalContext, { kind, id }: OwnTimeSignal): Promise<SignalVerdict> {
  if (kind === 'session_start') return startSession(context, id);
  if (kind === 'session_end') return endSession(context);
  return kind === 'rest_start' ? startRest(context, id) : endRest(context);
}

async function compare(
  known: SignalRecord,
  { person, digests, receivedAt }: Readonly<{ person: Person; digests: readonly string[]; receivedAt: Date }>,
): Promise<Outcome> {
  if (known.personId !== person.id) return { status: 'conflict', code: 'id_taken' };
  if (digests.includes(known.digest))
    return known.isOk || known.kind !== 'qr'
      ? { status: 'duplicate' }
      : { status: 'rejected', code: 'bad_code' };
  await keepSignalConflict(known.id, digests[0] ?? '', receivedAt);
  return { status: 'conflict' };
}

/** Keyed, so that a digest says nothing about what was not kept. The age is left out: it grows with every sending. */
function digestOf(key: Keyed, { ageMs: _grows, ...content }: Signal): string {
  return hashSecret(key, 'signal', JSON.stringify(content, Object.keys(content).toSorted()));
}
