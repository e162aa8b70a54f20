import type { Signal, SignalKind, SignalReject } from '../../contract/signal.ts';
import type { DaySchedule } from '../../domain/working-time.ts';
import type { Person } from '../../store/people.ts';
import type { SignalRecord } from '../../store/signals.ts';
import type { Deps } from '../deps.ts';

/** What every kind of signal is judged by. */
export type SignalContext = Readonly<{
  deps: Deps;
  person: Person;
  /** Corrected time of the signal, never after `receivedAt`. */
  at: Date;
  /** All that its clocks say of when it was; a place is kept only where each of them allows it (R1). */
  moments: readonly Date[];
  receivedAt: Date;
  /** The person's days around `at`, own sessions and rests included. */
  schedules: readonly DaySchedule[];
}>;

export type Taken = Readonly<
  Pick<SignalRecord, 'placeId' | 'punchId' | 'promptId' | 'startAt' | 'cause'> & { isOk?: boolean }
>;
/** `keep`: the refusal itself is remembered. */
export type SignalVerdict =
  Readonly<{ taken: Taken; rejected?: undefined }> | Readonly<{ rejected: SignalReject; keep?: Taken }>;
export type SignalOf<K extends SignalKind> = Extract<Signal, { kind: K }>;

export const taken = (fields: Taken = {}): SignalVerdict => ({ taken: fields });
export const rejected = (code: SignalReject, keep?: Taken): SignalVerdict => ({
  rejected: code,
  ...(keep && { keep }),
});
