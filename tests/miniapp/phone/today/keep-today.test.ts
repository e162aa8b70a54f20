import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepTodayFresh } from '../../../../miniapp/phone/today/keep-today.ts';
import type { Day } from '../../../../miniapp/phone/company-day.ts';
import { createCell } from '../../../../miniapp/track/cell.ts';

const MINUTE_MS = 60_000;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-19T15:00:00+08:00') });
  page.visibilityState = 'visible';
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(windowEnd: string) {
  const view = {
    day: '2026-11-19',
    collectionWindows: [{ startAt: '2026-11-19T00:45:00.000Z', endAt: windowEnd }],
  };
  const today = createCell<Day | undefined>(view);
  const refreshToday = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const stop = keepTodayFresh({ today, me: { timeZone: 'Asia/Shanghai' }, refreshToday });
  const show = (state: 'visible' | 'hidden'): void => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { today, refreshToday, stop, show, asked: () => refreshToday.mock.calls.length };
}

it('asks each minute while somebody uses the page, and no more once it lies there', () => {
  const { asked, stop } = open('2026-11-19T10:15:00.000Z');
  vi.advanceTimersByTime(4 * MINUTE_MS);
  expect(asked()).toBe(4);
  vi.advanceTimersByTime(60 * MINUTE_MS);
  expect(asked()).toBe(4);
  page.dispatchEvent(new Event('pointerdown'));
  vi.advanceTimersByTime(MINUTE_MS);
  expect(asked()).toBe(5);
  stop();
  vi.advanceTimersByTime(10 * MINUTE_MS);
  expect(asked()).toBe(5);
});

it('asks at once when somebody comes back to the page, but not at each glance', () => {
  const { asked, show, stop } = open('2026-11-19T10:15:00.000Z');
  show('hidden');
  vi.advanceTimersByTime(40 * MINUTE_MS);
  show('visible');
  expect(asked()).toBe(1);
  show('hidden');
  show('visible');
  expect(asked()).toBe(1);
  stop();
});

it('shows no day that is over: the morning after, nobody is offered yesterday’s punch', () => {
  const { today, asked, show, stop } = open('2026-11-19T10:15:00.000Z');
  show('hidden');
  vi.setSystemTime(Date.parse('2026-11-20T08:30:00+08:00'));
  show('visible');
  expect([today.get(), asked()]).toEqual([undefined, 1]);
  stop();
});

it('asks once when the day turns over a page that lies open, and keeps a night shift that goes on', () => {
  vi.setSystemTime(Date.parse('2026-11-19T23:50:00+08:00'));
  const lying = open('2026-11-19T10:15:00.000Z');
  const night = open('2026-11-19T22:15:00.000Z');
  vi.advanceTimersByTime(60 * MINUTE_MS);
  expect(lying.today.get()).toBeUndefined();
  expect(lying.asked()).toBe(4 + 1);
  expect(night.today.get()).toBeDefined();
  lying.stop();
  night.stop();
});
