import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShortWait } from '../../server/embedded/wire/short-wait.ts';

let nowMs = 0;
let putOff = 0;
const usage = process.resourceUsage();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setImmediate'] });
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.spyOn(process, 'resourceUsage').mockImplementation(() => ({
    ...usage,
    involuntaryContextSwitches: putOff,
  }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const isAwake = (): boolean => vi.getTimerCount() > 0;

/** Time goes by, and the loop goes round as long as it is awake. */
function pass(ms: number): void {
  for (let n = 0; n < ms * 100; n += 1) {
    nowMs += 0.01;
    vi.runOnlyPendingTimers();
  }
}

/** A request that is answered at once, `afterMs` after the answer before; whether the process waits awake then. */
function ask(wait: ShortWait, afterMs: number): boolean {
  pass(afterMs);
  wait.received();
  wait.answered();
  return isAwake();
}

const askOften = (wait: ShortWait, afterMs: number, times: number): boolean[] =>
  Array.from({ length: times }, () => ask(wait, afterMs));
const countAwake = (answers: readonly boolean[]): number => answers.filter(Boolean).length;

describe('the short wait after an answer', () => {
  it('begins with requests that follow each other at once, and ends after 0.3 ms', () => {
    const wait = new ShortWait();
    expect(ask(wait, 5)).toBe(false);
    expect(ask(wait, 0.5)).toBe(true);
    expect(ask(wait, 0.2)).toBe(true);
    pass(0.2);
    expect(isAwake()).toBe(true);
    pass(0.15);
    expect(isAwake()).toBe(false);
    expect(ask(wait, 0.7)).toBe(false);
  });

  it('goes on as long as it ends with requests, with one immediate at a time', () => {
    const wait = new ShortWait();
    expect(countAwake(askOften(wait, 0.2, 500))).toBeGreaterThanOrEqual(499);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('is given up, but for a try now and then, when requests come a little too late for it', () => {
    const wait = new ShortWait();
    askOften(wait, 0.5, 2000);
    expect(countAwake(askOften(wait, 0.5, 4000))).toBeLessThan(200);
  });

  it('is given up when others want the processor, and comes back when they are done', () => {
    const wait = new ShortWait();
    const askAmongOthers = (): boolean => {
      putOff += 1;
      return ask(wait, 0.2);
    };
    for (let n = 0; n < 5000; n += 1) askAmongOthers();
    expect(countAwake(Array.from({ length: 5000 }, askAmongOthers))).toBeLessThan(200);
    askOften(wait, 0.2, 6000);
    expect(countAwake(askOften(wait, 0.2, 500))).toBe(500);
  });
});
