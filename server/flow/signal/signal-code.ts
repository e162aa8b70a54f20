import { admitFix } from '../../domain/working-time.ts';
import { countWrongCodes } from '../../store/signals.ts';
import { candidatePlaces, markAnchorShift } from './anchor-places.ts';
import { answerPrompt } from './presence-answer.ts';
import { readStoreCode } from './store-code.ts';
import { rejected, taken, type SignalContext, type SignalOf, type SignalVerdict } from './signal-context.ts';

/** Wrong codes within the time below after which none is read any more: guessing six digits is hopeless then. */
const MAX_WRONG = 10;
const WRONG_MS = 10 * 60_000;

/** The store's rotating code: needs no consent, because the person shows it on purpose; its place is kept in working time only (R1). */
export async function takeStoreCode(
  context: SignalContext,
  { code, punchId, promptId }: SignalOf<'qr'>,
): Promise<SignalVerdict> {
  const { deps, person, at, receivedAt, schedules } = context;
  const wrong = await countWrongCodes(person.id, new Date(+receivedAt - WRONG_MS));
  if (wrong >= MAX_WRONG) return rejected('too_many_codes');
  const read = readStoreCode(deps, code, { at, placeIds: candidatePlaces(person, schedules, at) });
  if ('fault' in read) return rejected(read.fault, { isOk: false });
  const admission = admitFix(schedules, at);
  if (admission !== 'ok') return rejected(admission);
  await markAnchorShift(context);
  if (promptId !== undefined) await answerPrompt(context, promptId);
  const about = { ...(punchId && { punchId }), ...(promptId && { promptId }) };
  return taken({ placeId: read.placeId, ...about });
}
