import { distanceToEdgeM } from '../geo/fence.ts';
import { isWithin, widenInterval } from '../interval.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import type { AnchorFact } from './evidence.ts';
import type { SpoofQuestion, SpoofSign } from './spoof-sign.ts';

/** Metres between an anchor's place and the position at that moment within which the position was true. */
const ANCHOR_M = 300;
const ANCHOR_MIN = 10;

/** Whether an anchor takes a sign of the track away: only in its own time, since what was true at nine says nothing of three. */
export function clears(anchor: AnchorFact, sign: SpoofSign, question: SpoofQuestion): boolean {
  const { at } = anchor;
  const isDuring = sign.spans.some((span) => isWithin(at, widenInterval(span, ANCHOR_MIN)));
  return (isDuring && agrees(anchor, at, question)) || isErringPhone(anchor, sign, question);
}

/** Who was in the store all along, while the phone jumped away and back, has a phone that errs. */
function isErringPhone(anchor: AnchorFact, { reason, spans }: SpoofSign, question: SpoofQuestion): boolean {
  const [out, back] = [spans[0], spans.at(-1)];
  if (reason !== 'impossible_jump' || !out || !back) return false;
  if (anchor.at < out.endAt || anchor.at > back.startAt) return false;
  return agrees(anchor, out.startAt, question) || agrees(anchor, back.endAt, question);
}

/** Whether the place of a sure sign of presence lies where the phone was said to be at an instant. */
function agrees({ isOk, placeId }: AnchorFact, at: Date, { evidence, day }: SpoofQuestion): boolean {
  const place = placeId === undefined ? undefined : evidence.placeById.get(placeId);
  const { atMs, lng, lat } = day.track;
  const next = firstAtOrAfter(atMs, at.getTime());
  if (!isOk || !place) return false;
  return [next - 1, next].some(
    (n) =>
      Math.abs((atMs[n] ?? Infinity) - at.getTime()) <= ANCHOR_MIN * 60_000 &&
      distanceToEdgeM({ lng: lng[n] ?? 0, lat: lat[n] ?? 0 }, place) <= ANCHOR_M,
  );
}
