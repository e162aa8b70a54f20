import type { TodayView } from '../../server/contract/views.ts';
import { serverNowMs } from '../api-call.ts';

/** Today in the company's zone by the server's clock, YYYY-MM-DD. */
export const dayIn = (timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(serverNowMs());

export type Day = Pick<TodayView, 'day' | 'collectionWindows'>;

/** A day that is over says nothing about this one, unless its shift goes on. */
export function stillOf<D extends Day>(day: D | undefined, timeZone: string): D | undefined {
  const isOn = day?.collectionWindows.some(({ endAt }) => Date.parse(endAt) > serverNowMs());
  return isOn || day?.day === dayIn(timeZone) ? day : undefined;
}
