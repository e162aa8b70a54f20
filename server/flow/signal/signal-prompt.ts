import { toWgs84 } from '../../domain/geo/datum.ts';
import { distanceToEdgeM } from '../../domain/geo/fence.ts';
import { shiftAt } from '../../domain/working-time.ts';
import { findPlace } from '../../store/places.ts';
import { markAnchorShift } from './anchor-places.ts';
import { admitAll } from '../ingest/device-time.ts';
import { agreesSince } from '../policy/consent.ts';
import { answerPrompt } from './presence-answer.ts';
import { rejected, taken, type SignalContext, type SignalOf, type SignalVerdict } from './signal-context.ts';

/** One tap answers; it proves a place only where a fresh fix came with it and lies at the shift's store. The fix is not kept here. */
export async function takePromptAnswer(
  context: SignalContext,
  { promptId, location }: SignalOf<'prompt'>,
): Promise<SignalVerdict> {
  const { person, at, moments, schedules } = context;
  const answered = await answerPrompt(context, promptId);
  if (answered !== 'answered') return rejected(answered);
  const mayLocate =
    admitAll(schedules, moments) === 'ok' && (await agreesSince(person.id, 'location', ...moments));
  const placeId = shiftAt(schedules, at)?.placeId;
  const place = mayLocate && location && placeId !== undefined ? await findPlace(placeId) : null;
  if (!place || !location) return taken({ promptId, isOk: false });
  const beyondM = distanceToEdgeM(toWgs84(location, location.datum), place);
  const isThere = beyondM <= Math.min(location.accuracyM, place.radiusM);
  if (!isThere) return taken({ promptId, isOk: false });
  await markAnchorShift(context);
  return taken({ promptId, placeId: place.id });
}
