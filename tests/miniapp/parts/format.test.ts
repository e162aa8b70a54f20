import { expect, it } from 'vitest';
import { createFormat } from '../../../miniapp/parts/format.tsx';

const NOW_MS = Date.parse('2026-11-30T03:00:00Z');
const zh = createFormat('zh-CN', 'Asia/Shanghai', NOW_MS);
const en = createFormat('en-GB', 'Asia/Shanghai', NOW_MS);

it('says the days of this year without it', () => {
  expect(en.calendarDay('2026-11-30')).toBe('Mon 30 Nov');
  expect(zh.calendarDay('2026-11-30')).toBe('11月30日周一');
  expect(en.dateTime('2026-11-29T04:02:00Z')).toBe('29 Nov, 12:02');
});

it('says the year of what lies in another one', () => {
  expect(`${en.calendarDay('2026-11-30')} – ${en.calendarDay('2027-11-29')}`).toBe(
    'Mon 30 Nov – Mon, 29 Nov 2027',
  );
  expect(zh.calendarDay('2027-11-29')).toBe('2027年11月29日周一');
  expect(en.dateTime('2025-11-29T04:02:00Z')).toBe('29 Nov 2025, 12:02');
  expect(zh.day('2025-11-29T04:02:00Z')).toBe('2025年11月29日周六');
});

it('goes by the year of the person’s own zone', () => {
  expect(en.day('2026-12-31T16:30:00Z')).toBe('Fri, 1 Jan 2027');
  expect(en.day('2025-12-31T16:30:00Z')).toBe('Thu 1 Jan');
});

it('says the weekday of what has to be kept', () => {
  expect(zh.deadline('2026-12-05T15:59:00Z')).toBe('12月5日周六 23:59');
  expect(en.deadline('2026-12-05T15:59:00Z')).toBe('Sat 5 Dec, 23:59');
});
