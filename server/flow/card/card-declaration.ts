import { flowZh } from '../../contract/texts/flow.zh.ts';
import {
  declarationResultCard,
  type DeclarationCardState,
} from '../../feishu/cards/declaration-result-card.ts';
import type { Declaration } from '../../store/declarations.ts';
import { findPerson } from '../../store/people.ts';
import { findPlaceNames } from '../../store/places.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import { reviewUntil } from '../declare/declare-review.ts';
import type { Deps } from '../deps.ts';

/** To the person: what was answered, that it ended, or that it ends soon. */
export async function buildDeclarationCards(
  deps: Deps,
  declaration: Declaration,
  slot: string,
): Promise<OutgoingCard[]> {
  const person = await findPerson(declaration.personId);
  const state = stateOf(declaration, slot);
  if (!person?.isActive || !state) return [];
  const { placeId = '' } = declaration;
  const placeName = (await findPlaceNames([placeId])).get(placeId);
  const { comment, endReason, isAmnesty, status } = declaration;
  const isRefusal = status === 'rejected';
  const reviewUntilAt = await reviewUntil(declaration, person);
  const card = declarationResultCard({
    state,
    whatText: [whatText(declaration), placeName].filter((part) => part !== undefined).join(' '),
    whenText: `${hoursText(declaration)} ${periodText(declaration)}`,
    conditionsText: isRefusal || state === 'ended' ? undefined : comment,
    comment: state === 'ended' ? endReason : isRefusal ? comment : undefined,
    isAmnesty,
    ...(reviewUntilAt && { reviewUntil: { at: reviewUntilAt, timeZone: person.timeZone } }),
    url: `${deps.publicUrl}/h5/#/declarations/${declaration.id}`,
  });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone, isReminder: slot === 'expiry' }];
}

/** What a slot says now; nothing once the declaration has moved on from it. */
function stateOf({ status, isNoticeOnly, review }: Declaration, slot: string): DeclarationCardState | null {
  if (slot === 'ended') return status === 'ended' ? 'ended' : null;
  if (slot === 'expiry') return status === 'approved' ? 'expiring' : null;
  if (status === 'approved') return isNoticeOnly ? 'noted' : 'approved';
  if (status !== 'rejected') return null;
  return review ? 'upheld' : 'rejected';
}

export function whatText({ kind, employer }: Declaration): string {
  return [flowZh.declarationKinds[kind], employer].filter((part) => part !== undefined).join(' ');
}

export const hoursText = ({ weekdays, ...clocks }: Declaration): string =>
  `${weekdaysText(weekdays)} ${clocksText(clocks)}`;

export const weekdaysText = (weekdays: readonly number[]): string =>
  weekdays.map((weekday) => flowZh.weekdays[weekday - 1] ?? '').join(flowZh.weekdaySeparator);

/** An end that is not after the start is on the next day. */
export const clocksText = ({
  startTime,
  endTime,
}: Readonly<{ startTime: string; endTime: string }>): string =>
  `${startTime}-${endTime <= startTime ? `${flowZh.flexible.nextDay}${endTime}` : endTime}`;

export const periodText = ({ fromDay, toDay }: Declaration): string => `${fromDay} - ${toDay}`;
