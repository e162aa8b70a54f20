import { describe, expect, it } from 'vitest';
import type { Case } from '../../../server/domain/case/case.ts';
import { deriveDeadlines } from '../../../server/domain/case/deadlines.ts';
import { refuseMove } from '../../../server/domain/case/guard.ts';
import { moveCase, type CaseChanges } from '../../../server/domain/case/move.ts';
import { standardProcedure } from '../../../server/domain/case/settings.ts';
import { findRow, procedure, type CaseEvent } from '../../../server/domain/case/transitions.ts';
import { endWait } from '../../../server/domain/case/waits.ts';
import { cellsOf } from './cells.ts';
import { buildCase } from './case-example.ts';
import { caseIn, NOW, readyFor } from './case-in-state.ts';
import { agreed, events, states } from './procedure-table.ts';

const at = NOW;
const facts = { zone: { timeZone: 'Asia/Shanghai' }, rosteredDays: [], settings: standardProcedure };

describe('the procedure', () => {
  it('allows and refuses every move from every state, for every role and relation, as the agreed table says', () => {
    const cells = states.flatMap((state) => events.flatMap((event) => cellsOf(state, event)));
    const wrong = cells.filter(({ got, want }) => got() !== want);
    expect(wrong.map(({ name, got, want }) => `${name}: ${got()}, agreed ${want}`)).toEqual([]);
    expect(cells.length).toBeGreaterThan(20_000);
  });

  it('has no row that is not agreed, and leads each move where the table says', () => {
    const own = procedure.map(({ from, move, to, when = '' }) => `${from} ${move} ${to} ${when}`.trim());
    const table = agreed.map(({ from, move, to, branch }) => `${from} ${move} ${to} ${branch}`.trim());
    expect(own.toSorted()).toEqual(table.toSorted());
  });

  it.each(agreed.map((row) => ({ ...row, name: `${row.move} from ${row.from} ${row.branch}` })))(
    'runs the agreed clock after $name',
    ({ from, move, to, clock, branch }) => {
      const subject = readyFor(move, caseIn(from, branch || 'not_executed'));
      const before = deriveDeadlines(subject, facts, at).clock?.kind;
      const { next } = moveCase(subject, {
        event: move,
        actorId: 'x',
        at,
        changes: changesOf(move, subject),
      });
      const after = deriveDeadlines(next, facts, at).clock?.kind;
      const want =
        { same: before, none: undefined, wait: 'leave' }[clock] ??
        (clock === 'same' || clock === 'none' ? before : clock);
      expect(next.state).toBe(to);
      expect(after).toBe(clock === 'none' ? undefined : want);
    },
  );

  it('ends in closed and withdrawn: nothing leads out of them', () => {
    const last = ['closed', 'withdrawn'];
    expect(procedure.filter(({ from, to }) => last.includes(from) && from !== to)).toEqual([]);
  });

  it('takes back a penalty that stands after the case has closed, and nothing else', () => {
    const lead = { personId: 'lead', roles: ['hr_lead'], leadsSubject: false };
    const refusal = (subject: Case) => refuseMove(subject, { event: 'revoke', actor: lead, at });
    const closed = caseIn('closed');
    expect(refusal(closed)).toBeNull();
    expect(refusal({ ...closed, revocation: { at, byId: 'lead', reason: 'x' } })).toBe('no_penalty_stands');
    expect(refusal(buildCase({ state: 'closed', outcome: 'talk' }))).toBe('no_penalty_stands');
    expect(refusal(caseIn('appealed', 'executed'))).toBe('illegal_transition');
  });

  it('leads to every state but the first, and from every state but the last ones', () => {
    const reached = new Set(procedure.filter(({ from, to }) => from !== to).map(({ to }) => to));
    expect(states.filter((state) => !reached.has(state))).toEqual(['open']);
    const left = new Set(procedure.filter(({ from, to }) => from !== to).map(({ from }) => from));
    expect(states.filter((state) => !left.has(state))).toEqual(['closed', 'withdrawn']);
  });

  it('withdraws a case at any time before the execution, and at none after it', () => {
    const system = { personId: 'system', roles: ['system'] };
    const may = (state: (typeof states)[number], branch: string) =>
      refuseMove(caseIn(state, branch), { event: 'withdraw', actor: system, at }) === null;
    expect(states.filter((state) => may(state, 'not_executed'))).toEqual([
      'open',
      'explaining',
      'contacted',
      'verified',
      'proposed',
      'approved',
      'rejected',
      'appealed',
    ]);
    expect(may('appealed', 'executed')).toBe(false);
  });

  it('adds a history row and a version with each move and refuses an illegal one', () => {
    const { next, rows } = moveCase(buildCase(), { event: 'publish', actorId: 'system', at });
    expect(next).toMatchObject({ state: 'explaining', version: 1 });
    expect(rows).toEqual([{ at, actorId: 'system', event: 'publish', from: 'open', to: 'explaining' }]);
    expect(() => moveCase(next, { event: 'approve', actorId: 'legal', at })).toThrow(RangeError);
    expect(findRow(next, 'approve')).toBeNull();
  });
});

/** What the flow of a move writes into the case. */
function changesOf(event: CaseEvent, subject: Case): CaseChanges {
  const wait = {
    kind: 'leave',
    startedAt: at,
    dueAt: new Date(+at + 86_400_000),
    certain: true,
    byId: 'hr',
    reason: 'x',
  } as const;
  const decision = { id: 'd2', at, byId: 'legal', comment: '' };
  const { appeal } = subject;
  const decided = { at, byId: 'lead', result: 'upheld', reason: 'x' } as const;
  const changes: Partial<Record<CaseEvent, CaseChanges>> = {
    publish: { publishedAt: at },
    contact: { contact: { at, byId: 'hr' } },
    finish_explaining: { explanationEndedAt: at },
    end_explanation: { explanationEndedAt: at },
    verify: { verification: { at, byId: 'hr', result: 'substantiated', reason: 'x' } },
    wait: { waits: [wait] },
    resume: { waits: endWait(subject.waits, at) },
    approve: { decision: { ...decision, result: 'approved' } },
    reject: { decision: { ...decision, result: 'rejected' } },
    execute: { execution: { at, decisionId: 'd1', penalty: 'warning' } },
    appeal: { appeal: { id: 'a', at, text: 'x' } },
    uphold: appeal ? { appeal: { ...appeal, decision: decided } } : {},
    change: appeal ? { appeal: { ...appeal, decision: { ...decided, result: 'changed' } } } : {},
  };
  return changes[event] ?? {};
}
