import { expect, it } from 'vitest';
import type { QueuedSignal } from '../../../miniapp/track/database.ts';
import { ownTimeOf } from '../../../miniapp/track/own-time.ts';

const at = (time: string): string => `2026-11-02T${time}:00.000Z`;
const span = (from: string, to: string) => ({ startAt: at(from), endAt: at(to) });
const said = (kind: 'session_start' | 'session_end' | 'rest_end', time: string): QueuedSignal => {
  const capturedAtMs = Date.parse(at(time));
  const signal = { id: `${kind}-${time}`, kind, capturedAtMs };
  return {
    personId: 'p1',
    id: signal.id,
    signal,
    stamp: { capturedAtMs, monoMs: 0, pageId: 'life-1' },
  };
};
const session = { runningSince: at('01:00'), fromAt: at('00:00'), untilAt: at('12:00') };
const ofSession = { id: 'session:s1', ...span('01:00', '12:00'), breaks: [] };

it('ends the session where the person ended it, also what lies behind a rest', () => {
  const plan = {
    collectionWindows: [span('01:00', '03:00'), span('04:00', '12:00')],
    shifts: [ofSession],
    session,
  };
  const own = ownTimeOf(plan, [said('session_end', '03:30')], 0);
  expect(own).toEqual({ windows: [span('01:00', '03:00')], isResting: false });
});

it('leaves the later windows of the day as they are while the end of a session waits', () => {
  const evening = { id: '2026-11-02:evening', ...span('13:00', '15:00'), breaks: [] };
  const plan = {
    collectionWindows: [span('01:00', '12:00'), span('12:45', '15:15')],
    shifts: [ofSession, evening],
    session,
  };
  const own = ownTimeOf(plan, [said('session_end', '03:00')], 0);
  expect(own.windows).toEqual([span('01:00', '03:00'), span('12:45', '15:15')]);
});

it('leaves a shift that was planned into the session its own hours', () => {
  const noon = { id: '2026-11-02:noon', ...span('05:00', '08:00'), breaks: [] };
  const plan = { collectionWindows: [span('01:00', '12:00')], shifts: [ofSession, noon], session };
  const own = ownTimeOf(plan, [said('session_end', '03:00')], 0);
  expect(own.windows).toEqual([span('01:00', '03:00'), span('05:00', '08:00')]);
});

it('ends no session that began after the end that still waits', () => {
  const plan = {
    collectionWindows: [span('01:00', '03:00'), span('06:00', '12:00')],
    shifts: [],
    session: { ...session, runningSince: at('06:00') },
  };
  const own = ownTimeOf(plan, [said('session_end', '03:00')], 0);
  expect(own).toEqual({ windows: plan.collectionWindows, isResting: false, sessionSince: at('06:00') });
});
