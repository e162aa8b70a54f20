import { expect, it } from 'vitest';
import { hoursText } from '../../../miniapp/parts/hours-text.ts';

it.each([
  ['09:00', '18:00', '09:00–18:00'],
  ['22:00', '06:00', '22:00–次日 06:00'],
  ['09:00', '09:00', '09:00–次日 09:00'],
])('hours from %s to %s say on which day they end', (startTime, endTime, text) => {
  expect(hoursText({ startTime, endTime }, (clock) => `次日 ${clock}`)).toBe(text);
});
