import { expect, it } from 'vitest';
import { plannedBreaks } from '../../../../miniapp/phone/today/planned-breaks.ts';

const at = (time: string): string => `2026-11-02T${time}:00.000Z`;
const lunch = { startAt: at('06:00'), endAt: at('07:00') };
const running = { startAt: at('02:58'), endAt: at('11:15') };
const shift = { id: 's', startAt: at('02:00'), endAt: at('11:00'), breaks: [running, lunch] };

it('leaves out the short break that runs, though it would end by itself only after the shift', () => {
  expect(plannedBreaks(shift, { since: running.startAt, untilAt: running.endAt })).toEqual([lunch]);
});

it('shows a planned break that ends with the shift, and a short one that is over', () => {
  const late = { startAt: at('10:30'), endAt: at('11:00') };
  const over = { startAt: at('02:58'), endAt: at('03:10') };
  expect(plannedBreaks({ ...shift, breaks: [over, late] }, undefined)).toEqual([over, late]);
});
