import { describe, expect, it } from 'vitest';
import { RoleSchema } from '../../../server/contract/person.ts';
import type { CaseState } from '../../../server/contract/case.ts';
import type { Case } from '../../../server/domain/case/case.ts';
import { deriveDeadlines } from '../../../server/domain/case/deadlines.ts';
import { refuseMove, type CaseActor, type MoveFault } from '../../../server/domain/case/guard.ts';
import { moveCase, type CaseChanges } from '../../../server/domain/case/move.ts';
import { standardProcedure } from '../../../server/domain/case/settings.ts';
import {
  findRow,
  procedure,
  type CaseEvent,
  type Relation,
} from '../../../server/domain/case/transitions.ts';
import { endWait } from '../../../server/domain/case/waits.ts';
import { buildCase } from './case-example.ts';
import { caseIn, NOW, readyFor } from './case-in-state.ts';
import { agreed, events, relations, states } from './procedure-table.ts';

const at = NOW;
const branches = ['not_executed', 'executed'] as const;
const roles: readonly string[] = [...RoleSchema.options, 'system'];
const facts = { zone: { timeZone: 'Asia/Shanghai' }, rosteredDays: [], settings: standardProcedure };

const agreedRow = (state: CaseState, event: CaseEvent, branch: string) =>
  agreed.find(
    (row) => row.from === state && row.move === event && (row.branch === '' || row.branch === branch),
  );

/** Somebody with one role, who stands so to the case. */
function actorOf(role: string, relation: Relation | 'none'): CaseActor {
  const own = relation === 'subject' ? 'subject' : relation;
  return {
    personId: role === 'system' ? 'system' : own,
    roles: ['employee', role],
    leadsSubject: relation === 'in_line',
    regionId: relation === 'other_region' ? 'puxi' : 'pudong',
  };
}

const faults: Record<Relation, MoveFault> = {
  subject: 'is_subject',
  proposer: 'is_proposer',
  asker: 'is_proposer',
  verifier: 'is_verifier',
  decider: 'is_decider',
  in_line: 'in_reporting_line',
  other_region: 'other_region',
};

/** What the agreed table says of one cell. */
function expectedOf(
  row: (typeof agreed)[number] | undefined,
  role: string,
  relation: Relation | 'none',
): MoveFault | null {
  if (!row) return 'illegal_transition';
  if (row.roles.includes('subject')) return relation === 'subject' ? null : 'not_your_role';
  if (relation === 'subject' && row.barred.includes('subject')) return 'is_subject';
  if (!row.roles.includes(role)) return 'not_your_role';
  return relation !== 'none' && row.barred.includes(relation) ? faults[relation] : null;
}

describe('the procedure', () => {
  it('allows and refuses every move from every state, for every role and relation, as the agreed table says', () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const state of states)
      for (const branch of state === 'appealed' ? branches : [''])
        for (const event of events) {
          const subject = readyFor(event, caseIn(state, branch));
          const row = agreedRow(state, event, branch);
          for (const role of roles)
            for (const relation of role === 'system'
              ? (['none'] as const)
              : (['none', ...relations] as const)) {
              cells += 1;
              const got = refuseMove(subject, { event, actor: actorOf(role, relation), at });
              const want = expectedOf(row, role, relation);
              if (got !== want)
                wrong.push(`${state} ${branch} ${event} ${role} ${relation}: ${got}, agreed ${want}`);
            }
        }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(20_000);
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
    expect(procedure.filter(({ from }) => from === 'closed' || from === 'withdrawn')).toEqual([]);
  });

  it('leads to every state but the first, and from every state but the last ones', () => {
    const reached = new Set(procedure.filter(({ from, to }) => from !== to).map(({ to }) => to));
    expect(states.filter((state) => !reached.has(state))).toEqual(['open']);
    const left = new Set(procedure.map(({ from }) => from));
    expect(states.filter((state) => !left.has(state))).toEqual(['closed', 'withdrawn']);
  });

  it('withdraws a case at any time before the execution, and at none after it', () => {
    const system = { personId: 'system', roles: ['system'] };
    const may = (state: CaseState, branch: string) =>
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
