import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepMeFresh } from '../../../miniapp/phone/keep-me.ts';
import type { MeView } from '../../../server/contract/views.ts';

const MINUTE_MS = 60_000;
const meOf = (changes: Partial<MeView> = {}): MeView => ({
  personId: 'zhang',
  name: '张导购',
  employeeNo: 'E1',
  roles: ['employee'],
  staffKind: 'promoter',
  timeZone: 'Asia/Shanghai',
  storeName: '一店',
  confirmer: 'store_manager',
  demo: false,
  ...changes,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('brings a new store and zone every ten minutes, in place', async () => {
  const me = meOf();
  const ask = vi.fn(() => Promise.resolve(meOf({ storeName: '二店', timeZone: 'Asia/Urumqi' })));
  const refresh = keepMeFresh(me, ask);
  vi.advanceTimersByTime(9 * MINUTE_MS);
  await refresh();
  expect([ask.mock.calls.length, me.storeName]).toEqual([0, '一店']);
  vi.advanceTimersByTime(MINUTE_MS);
  await refresh();
  await refresh();
  expect([ask.mock.calls.length, me.storeName, me.timeZone]).toEqual([1, '二店', 'Asia/Urumqi']);
});

it('forgets the store of whoever has none any more', async () => {
  const me = meOf();
  const { storeName: _storeName, ...without } = meOf();
  const refresh = keepMeFresh(me, () => Promise.resolve(without));
  vi.advanceTimersByTime(10 * MINUTE_MS);
  await refresh();
  expect('storeName' in me).toBe(false);
});

it.each([
  ['without an answer', () => Promise.reject(new Error('offline'))],
  ['when somebody else has signed in', () => Promise.resolve(meOf({ personId: 'li', storeName: '三店' }))],
])('keeps what is known %s', async (_when, ask) => {
  const me = meOf();
  const refresh = keepMeFresh(me, ask);
  vi.advanceTimersByTime(10 * MINUTE_MS);
  await refresh();
  expect(me).toEqual(meOf());
});
