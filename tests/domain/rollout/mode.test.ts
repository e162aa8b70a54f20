import { describe, expect, it } from 'vitest';
import {
  EVER_LIVE,
  hasLapsed,
  isOfPilot,
  judgedPeriods,
  modeAt,
  type RolloutPeriod,
} from '../../../server/domain/rollout/mode.ts';

const on = (text: string): Date => new Date(`${text}:00Z`);
const PILOT: RolloutPeriod = { mode: 'pilot', fromAt: on('2026-11-01T00:00') };
const LIVE: RolloutPeriod = { mode: 'live', fromAt: on('2026-11-20T00:00') };
const TRIED = [{ ...PILOT, toAt: LIVE.fromAt }, LIVE];

describe('how far a region is', () => {
  it.each([
    ['nothing was started', [], '2026-11-10T00:00', 'off'],
    ['a region from before there were pilots', EVER_LIVE, '2026-11-10T00:00', 'live'],
    ['before the pilot', [PILOT], '2026-10-31T23:59', 'off'],
    ['on its first moment', [PILOT], '2026-11-01T00:00', 'pilot'],
    ['on its last moment', [PILOT], '2026-11-28T23:59', 'pilot'],
    ['after 28 days, though nobody wrote it down', [PILOT], '2026-11-29T00:00', 'off'],
    ['signed', TRIED, '2026-11-20T00:00', 'live'],
    ['before it was signed', TRIED, '2026-11-19T23:59', 'pilot'],
    ['stopped', [{ ...LIVE, toAt: on('2026-12-01T00:00') }], '2026-12-01T00:00', 'off'],
  ] as const)('%s', (_, periods, at, mode) => {
    expect(modeAt(periods, on(at))).toBe(mode);
  });

  it('tells a pilot that ran out from one that was stopped or signed', () => {
    const after = on('2026-12-10T00:00');
    expect(hasLapsed([PILOT], after)).toBe(true);
    expect(hasLapsed([{ ...PILOT, toAt: on('2026-11-29T00:00') }], after)).toBe(true);
    expect(hasLapsed([{ ...PILOT, toAt: on('2026-11-10T00:00') }], after)).toBe(false);
    expect(hasLapsed(TRIED, after)).toBe(false);
    expect(hasLapsed([PILOT], on('2026-11-10T00:00'))).toBe(false);
    expect(hasLapsed([], after)).toBe(false);
  });
});

describe('what may be judged', () => {
  it('is the time of pilots and of live, and of a pilot no more than 28 days', () => {
    expect(judgedPeriods([])).toEqual([]);
    expect(judgedPeriods([PILOT])).toEqual([{ startAt: PILOT.fromAt, endAt: on('2026-11-29T00:00') }]);
    expect(judgedPeriods(TRIED)[1]?.startAt).toEqual(LIVE.fromAt);
  });

  it('belongs to the pilot when it was found in one or reaches back before the region went live', () => {
    expect(isOfPilot([PILOT], on('2026-11-10T09:00'), on('2026-11-11T02:00'))).toBe(true);
    expect(isOfPilot(TRIED, on('2026-11-19T09:00'), on('2026-11-21T02:00'))).toBe(true);
    expect(isOfPilot(TRIED, on('2026-11-20T09:00'), on('2026-11-21T02:00'))).toBe(false);
    expect(isOfPilot(EVER_LIVE, on('2020-01-01T09:00'), on('2026-11-21T02:00'))).toBe(false);
    expect(isOfPilot([], on('2026-11-20T09:00'), on('2026-11-21T02:00'))).toBe(true);
  });
});
