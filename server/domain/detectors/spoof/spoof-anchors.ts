import { distanceToEdgeM } from '../../geo/fence.ts';
import { isWithin, widenInterval } from '../../interval.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { AnchorFact } from '../evidence.ts';
import { isOwn } from '../place/near-places.ts';
import type { SpoofQuestion, SpoofSign } from './spoof-sign.ts';

/** Metres between an anchor's place and the position at that moment within which the position was true. */
const ANCHOR_M = 300;
const ANCHOR_MIN = 10;

/** Whether an anchor takes a sign of the track away: only in its own time, since what was true at nine says nothing of three. */
export function clears(anchor: AnchorFact, sign: SpoofSign, question: SpoofQuestion): boolean {
  if (!anchor.isOk) return false;
  const { at } = anchor;
  const isDuring = sign.spans.some((span) => isWithin(at, widenInterval(span, ANCHOR_MIN)));
  const next = firstAtOrAfter(question.day.track.atMs, at.getTime());
  return (isDuring && isAtFixes(anchor, [next - 1, next], question)) || isErringPhone(anchor, sign, question);
}

/** Who was in the store all along, while the phone jumped somewhere that proves no work and back, has a phone that errs. */
function isErringPhone(anchor: AnchorFact, { reason, spans }: SpoofSign, question: SpoofQuestion): boolean {
  if (reason !== 'impossible_jump') return false;
  const { atMs } = question.day.track;
  return spans.some((out, n) => {
    const back = spans[n + 1];
    if (!back || anchor.at < out.endAt || anchor.at > back.startAt) return false;
    if (isAtOurs(firstAtOrAfter(atMs, out.endAt.getTime()), question)) return false;
    const outer = [out.startAt, back.endAt].map((instant) => firstAtOrAfter(atMs, instant.getTime()));
    return outer.some((fix) => isAtPlace(anchor, fix, question));
  });
}

/** Whether the anchor lies where one of these fixes of its time says. */
const isAtFixes = (anchor: AnchorFact, fixes: readonly number[], question: SpoofQuestion): boolean =>
  fixes.some(
    (fix) =>
      Math.abs((question.day.track.atMs[fix] ?? Infinity) - anchor.at.getTime()) <= ANCHOR_MIN * 60_000 &&
      isAtPlace(anchor, fix, question),
  );

const isAtOurs = (fix: number, { evidence, day: { track } }: SpoofQuestion): boolean =>
  evidence.places
    .nearby({ lng: track.lng[fix] ?? 0, lat: track.lat[fix] ?? 0 }, ANCHOR_M)
    .some(({ place }) => isOwn(place));

function isAtPlace({ placeId }: AnchorFact, fix: number, { evidence, day }: SpoofQuestion): boolean {
  const place = placeId === undefined ? undefined : evidence.placeById.get(placeId);
  const point = { lng: day.track.lng[fix] ?? 0, lat: day.track.lat[fix] ?? 0 };
  return place !== undefined && distanceToEdgeM(point, place) <= ANCHOR_M;
}
