import { describe, expect, it } from 'vitest';
import type { ClockKind } from '../../../server/contract/case.ts';
import type { Case } from '../../../server/domain/case/case.ts';
import { dueOfTurn } from '../../../server/domain/case/whose-turn.ts';
import { buildCase } from './case-example.ts';

const isTurnOf = (...turn: Parameters<typeof dueOfTurn>): boolean => dueOfTurn(...turn) !== undefined;
const NOW = new Date('2026-11-20T02:00:00Z');
const hr = { personId: 'li', roles: ['employee', 'hr'] };
const lead = { personId: 'sun', roles: ['hr_lead'] };
const legal = { personId: 'zhou', roles: ['legal'] };

const asked = { requestId: 'r', at: NOW, byId: 'li', approverIds: ['zhou'] } as const;
function running(kind: ClockKind, overrides: Partial<Case> = {}, dueIn = 1): Case {
  const dueAt = new Date(+NOW + dueIn * 3_600_000);
  return buildCase({
    state: 'contacted',
    clock: { kind, startedAt: new Date('2026-11-19T02:00:00Z'), dueAt, certain: true },
    ...overrides,
  });
}

describe('whose turn it is in a case', () => {
  it.each(['contact', 'verification', 'decision', 'execution'] as const)(
    'is HR’s while the time for %s runs, late or not, and never the person’s own',
    (kind) => {
      for (const dueIn of [-1, 1])
        expect([hr, lead, legal].map((reader) => isTurnOf(running(kind, {}, dueIn), reader, NOW))).toEqual([
          true,
          true,
          false,
        ]);
      expect(isTurnOf(running(kind, { personId: 'li' }), hr, NOW)).toBe(false);
    },
  );

  it('is nobody’s at the desk while the person has time to answer, or nothing was told yet', () => {
    expect(isTurnOf(running('explanation'), hr, NOW)).toBe(false);
    expect(isTurnOf(running('closing'), hr, NOW)).toBe(false);
    const untold = running('contact', { state: 'open', publishAt: new Date(+NOW + 1) });
    expect(isTurnOf(untold, hr, NOW)).toBe(false);
    expect(isTurnOf(buildCase(), hr, NOW)).toBe(false);
  });

  it.each(['delivery', 'union_reply', 'leave', 'correction_deadline', 'appeal_window'] as const)(
    'becomes HR’s when %s is over',
    (kind) => {
      const state = kind === 'appeal_window' ? 'approved' : 'contacted';
      expect([1, 0].map((dueIn) => isTurnOf(running(kind, { state }, dueIn), hr, NOW))).toEqual([
        false,
        true,
      ]);
    },
  );

  it('is that of the people who were asked: to decide, to open the name, to hear an appeal', () => {
    const { requestId, at, byId, approverIds } = asked;
    const approval = { requestId, askedAt: at, approverIds };
    const proposed = running('approval', { state: 'proposed', approval });
    expect([hr, legal].map((reader) => isTurnOf(proposed, reader, NOW))).toEqual([false, true]);
    const unmaskAsk = { requestId, at, byId, purpose: '核对排班', hours: 24, approverIds };
    expect(isTurnOf(running('explanation', { unmaskAsk }), legal, NOW)).toBe(true);
    const appeal = { id: 'a', at: NOW, text: '当天在参加培训', deciderIds: ['sun'] };
    const appealed = running('appeal', { state: 'appealed', appeal });
    expect([hr, lead].map((reader) => isTurnOf(appealed, reader, NOW))).toEqual([false, true]);
  });

  it('is due when its own clock is, and without a date where only another’s time ran', () => {
    const { requestId, at, byId, approverIds } = asked;
    expect(dueOfTurn(running('verification', {}, -1), hr, NOW)).toEqual(new Date(+NOW - 3_600_000));
    expect(dueOfTurn(running('union_reply', {}, -1), hr, NOW)).toBeNull();
    expect(dueOfTurn(running('appeal_window', { state: 'approved' }, -1), hr, NOW)).toBeNull();
    const unmaskAsk = { requestId, at, byId, purpose: '核对排班', hours: 24, approverIds };
    expect(dueOfTurn(running('explanation', { unmaskAsk }, -1), legal, NOW)).toBeNull();
  });
});
