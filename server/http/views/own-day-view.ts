import type { PunchView, TodayView } from '../../contract/views.ts';
import type { OwnDay } from '../../flow/own/own-day.ts';

type Own = Pick<TodayView, 'session' | 'rest' | 'presence' | 'planned' | 'distanceKm' | 'overtimeMin'>;

export function ownDayView({ session, rest, presence, planned, distanceKm, overtimeMin }: OwnDay): Own {
  return {
    ...(session && {
      session: {
        ...(session.runningSince && { runningSince: session.runningSince.toISOString() }),
        fromAt: session.window.startAt.toISOString(),
        untilAt: session.window.endAt.toISOString(),
      },
    }),
    ...(rest && { rest: { since: rest.startAt.toISOString(), untilAt: rest.endAt.toISOString() } }),
    ...(presence && { presence: { id: presence.id, answerBy: presence.answerBy.toISOString() } }),
    planned: planned.map(({ name, center }) => ({ name, center: { lng: center.lng, lat: center.lat } })),
    distanceKm,
    overtimeMin,
  };
}

/** The platform does not say whether it was an in or an out: the day's first punch is taken for the in. */
export function platformPunchView(
  { id, at }: OwnDay['platformPunches'][number],
  isFirst: boolean,
): PunchView {
  return {
    id: `platform-${id}`,
    kind: isFirst ? 'in' : 'out',
    at: at.toISOString(),
    status: 'confirmed',
    reasons: [],
    hasPhoto: false,
    isPlatform: true,
  };
}
