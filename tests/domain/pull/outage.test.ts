import { expect, it } from 'vitest';
import {
  failedAgain,
  failedWhenAsked,
  isOutage,
  isPast,
  type Failing,
} from '../../../server/domain/pull/outage.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 19, 1, minute));

it('counts failures in a row and keeps when they began', () => {
  const first = failedAgain(undefined, at(0), 2);
  const second = failedAgain(first, at(5), 0);
  expect(second).toEqual({ sinceAt: at(0), attempts: 2, pages: 0 });
  expect(failedAgain(second, at(9), 1)).toEqual({ sinceAt: at(9), attempts: 1, pages: 1 });
});

it('calls a person at the fourth', () => {
  let failing: Failing | undefined;
  const told = [0, 1, 6, 21, 81].map((minute) => {
    failing = failedAgain(failing, at(minute), 0);
    return isOutage(failing);
  });
  expect(told).toEqual([false, false, false, true, true]);
});

it('is got over by a pull that comes further than where it stopped', () => {
  const failing = failedAgain(undefined, at(0), 3);
  expect([1, 3, 4].map((pages) => isPast(failing, pages))).toEqual([false, false, true]);
});

it('counts what somebody asked for out of turn as no more than the failure there is', () => {
  const first = failedWhenAsked(undefined, at(0), 0);
  expect(first).toEqual({ sinceAt: at(0), attempts: 1, pages: 0 });
  const pressed = [1, 2, 3, 4].reduce((failing, minute) => failedWhenAsked(failing, at(minute), 0), first);
  expect(pressed).toEqual(first);
  expect(failedAgain(pressed, at(5), 0).attempts).toBe(2);
  expect(failedWhenAsked(first, at(6), 1)).toEqual({ sinceAt: at(6), attempts: 1, pages: 1 });
});
