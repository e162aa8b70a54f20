import { describe, expect, it } from 'vitest';
import { agreementKeptUntil } from '../../../server/domain/non-compete/kept-until.ts';

const ZONE = 'Asia/Shanghai';
/** Bound from 1 July 2026; free from 1 July 2027 on. */
const ended = { endedDay: '2026-06-30', termMonths: 12, monitoring: { state: 'off', sources: [] } } as const;
const release = { day: '2026-12-01', byId: 'sun', at: new Date('2026-12-01T00:00:00Z'), reason: 'r' };
const closed = (at: string) =>
  ({
    state: 'closed',
    openedAt: new Date('2026-11-01T00:00:00Z'),
    history: [{ at: new Date(at), actorId: 'sun', event: 'drop', to: 'closed' }],
  }) as const;

describe('until when an agreement is kept', () => {
  it('is two years after it bound nobody any more', () => {
    expect(agreementKeptUntil(ended, [], ZONE)).toBe('2029-06-30');
  });

  it('is counted from a release, and from no later one', () => {
    expect(agreementKeptUntil({ ...ended, release }, [], ZONE)).toBe('2028-11-30');
    const late = { ...release, day: '2027-09-01' };
    expect(agreementKeptUntil({ ...ended, release: late }, [], ZONE)).toBe('2029-06-30');
  });

  it('is counted from the end of its last case in the person’s zone, where that is later', () => {
    const cases = [closed('2027-01-10T02:00:00Z'), closed('2027-08-09T17:00:00Z')];
    expect(agreementKeptUntil(ended, cases, ZONE)).toBe('2029-08-09');
  });

  it('is not known as long as it is watched, a case runs, or the person has not left', () => {
    const running = { ...ended, monitoring: { state: 'running', sources: [] } } as const;
    expect(agreementKeptUntil(running, [], ZONE)).toBeUndefined();
    const open = { ...closed('2026-11-02T00:00:00Z'), state: 'notified' } as const;
    expect(agreementKeptUntil(ended, [open], ZONE)).toBeUndefined();
    const { endedDay: _endedDay, ...employed } = ended;
    expect(agreementKeptUntil(employed, [], ZONE)).toBeUndefined();
  });
});
