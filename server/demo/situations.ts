import { HR_MUST_CONTACT, IN_THE_MALL, LATE_DATA, MUST_EXPLAIN, NEEDS_MANAGER, DECLARED } from './people.ts';
import { MALL_RIVAL, rivalId } from './places.ts';
import { DEMO_ZONE } from './start-time.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { Detour } from './day-plan.ts';

const HOUR_MS = 3_600_000;
const MIN_MS = 60_000;

/** One seeded situation: whose day is changed, how, and when the phone has sent it. */
export type Situation = Readonly<{ personKey: string; day: string; detour: Detour; sentAt: Date }>;

export const DECLARED_PLACE = rivalId('pudong', 2);

/** The situations that rest on a stay, told relative to the start of the demo. */
export function buildSituations(
  startAt: Date,
): Readonly<Record<'needsManager' | 'hrMustContact' | 'mustExplain' | 'mall' | 'declared', Situation>> {
  const today = dayOf(startAt, DEMO_ZONE);
  const on = (
    daysAgo: number,
    from: string,
    to: string,
    where: { personKey: string; placeId: string },
  ): Situation => {
    const day = addDays(today, -daysAgo);
    const detour = {
      placeId: where.placeId,
      startAt: instantOf(day, from, DEMO_ZONE),
      endAt: instantOf(day, to, DEMO_ZONE),
    };
    return {
      personKey: where.personKey,
      day,
      detour,
      sentAt: new Date(detour.endAt.getTime() + 25 * MIN_MS),
    };
  };
  return {
    needsManager: on(1, '14:00', '15:15', { personKey: NEEDS_MANAGER, placeId: rivalId('pudong', 0) }),
    mustExplain: on(2, '14:00', '15:10', { personKey: MUST_EXPLAIN, placeId: rivalId('pudong', 1) }),
    mall: on(1, '15:00', '16:00', { personKey: IN_THE_MALL, placeId: MALL_RIVAL }),
    declared: on(3, '15:30', '16:40', { personKey: DECLARED, placeId: DECLARED_PLACE }),
    hrMustContact: contactSoon(startAt),
  };
}

/** A card that went out 22 and a half hours before the start: HR has an hour and a half left. */
function contactSoon(startAt: Date): Situation {
  const sentAt = new Date(startAt.getTime() - 22.5 * HOUR_MS);
  const day = dayOf(sentAt, DEMO_ZONE);
  const isAfternoon = sentAt >= instantOf(day, '14:25', DEMO_ZONE);
  const [from, to] = isAfternoon ? ['13:05', '14:15'] : ['09:40', '10:52'];
  const detour = {
    placeId: rivalId('xuhui', 0),
    startAt: instantOf(day, from, DEMO_ZONE),
    endAt: instantOf(day, to, DEMO_ZONE),
  };
  return { personKey: HR_MUST_CONTACT, day, detour, sentAt };
}

/** Late data: network positions put the person at a rival; the phone's own satellite fixes arrive in the afternoon. */
export function lateDataOf(startAt: Date): Readonly<{
  personKey: string;
  day: string;
  coarse: Detour;
  customerId: string;
  coarseSentAt: Date;
  lateSentAt: Date;
}> {
  const day = addDays(dayOf(startAt, DEMO_ZONE), -3);
  const at = (clock: string): Date => instantOf(day, clock, DEMO_ZONE);
  return {
    personKey: LATE_DATA,
    day,
    coarse: { placeId: rivalId('xuhui', 3), startAt: at('10:00'), endAt: at('11:24') },
    customerId: 'customer-2',
    coarseSentAt: at('11:45'),
    lateSentAt: at('17:30'),
  };
}
