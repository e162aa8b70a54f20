import { admitFix } from '../../domain/working-time.ts';
import { agreesSince } from '../policy/consent.ts';
import { MAX_AGE_MS } from '../ingest/device-time.ts';
import { rejected, taken, type SignalContext, type SignalOf, type SignalVerdict } from './signal-context.ts';

/** A stretch without fixes and why; only where fixes might have been: in working time and with consent. */
export async function takeGap(
  { person, at, schedules }: SignalContext,
  { startedAtMs, capturedAtMs, cause }: SignalOf<'gap'>,
): Promise<SignalVerdict> {
  const lengthMs = capturedAtMs - startedAtMs;
  if (lengthMs <= 0 || lengthMs > MAX_AGE_MS) return rejected('invalid');
  const startAt = new Date(+at - lengthMs);
  if (!(await agreesSince(person.id, 'location', startAt))) return rejected('no_consent');
  const admission = admitFix(schedules, startAt);
  return admission === 'ok' ? taken({ startAt, cause }) : rejected(admission);
}
