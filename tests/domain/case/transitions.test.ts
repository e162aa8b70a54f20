import { describe, expect, it } from 'vitest';
import { CaseStateSchema, type CaseState } from '../../../server/contract/case.ts';
import type { Case } from '../../../server/domain/case/case.ts';
import { refuseMove } from '../../../server/domain/case/guard.ts';
import { moveCase } from '../../../server/domain/case/move.ts';
import { nextState, transitions, type CaseEvent } from '../../../server/domain/case/transitions.ts';
import { buildCase } from './case-example.ts';

const masked = {
  explaining: 'explaining',
  contacted: 'contacted',
  verified: 'verified',
  proposed: 'proposed',
} as const;
/** Every legal edge, written out a second time by hand. */
const legal: Record<CaseEvent, Partial<Record<CaseState, CaseState>>> = {
  publish: { open: 'explaining' },
  rejudge: { open: 'open', explaining: 'explaining', contacted: 'contacted' },
  note: { open: 'open', explaining: 'explaining', contacted: 'contacted' },
  ask: { explaining: 'explaining', contacted: 'contacted' },
  contact: { explaining: 'contacted' },
  explain: { explaining: 'explaining', contacted: 'contacted' },
  end_explanation: { contacted: 'contacted' },
  ask_unmask: masked,
  unmask: masked,
  end_unmask: masked,
  permit: { open: 'closed', explaining: 'closed', contacted: 'closed' },
  talk: { contacted: 'closed', verified: 'closed' },
  verify: { contacted: 'verified' },
  propose: { verified: 'proposed' },
  recall: { proposed: 'verified' },
  approve: { proposed: 'approved' },
  reject: { proposed: 'rejected' },
  execute: { approved: 'executed' },
  close: { verified: 'closed', rejected: 'closed', executed: 'closed' },
  withdraw: {
    open: 'withdrawn',
    explaining: 'withdrawn',
    contacted: 'withdrawn',
    verified: 'withdrawn',
    proposed: 'withdrawn',
    approved: 'withdrawn',
  },
};
const isEvent = (name: string): name is CaseEvent => Object.hasOwn(transitions, name);
const events = Object.keys(transitions).filter(isEvent);
const states = CaseStateSchema.options;
const at = new Date('2026-11-30T02:00:00Z');

describe('the procedure', () => {
  it.each(events.flatMap((event) => states.map((state) => ({ event, state }))))(
    '$event from $state leads where the procedure says, or nowhere',
    ({ event, state }) => {
      const to = legal[event][state] ?? null;
      expect(nextState(state, event)).toBe(to);
      const roles = ['system', 'hr', 'hr_lead', 'legal', 'area_manager', 'employee'];
      const fault = refuseMove(buildCase({ state }), { event, actor: { personId: 'someone', roles }, at });
      expect(fault === 'illegal_transition').toBe(to === null);
    },
  );

  it('ends in closed and withdrawn: nothing leads out of them', () => {
    expect(events.filter((event) => nextState('closed', event) ?? nextState('withdrawn', event))).toEqual([]);
  });

  it('lets a person be withdrawn from every state before the execution, and from none after', () => {
    expect(states.filter((state) => nextState(state, 'withdraw') !== null)).toEqual([
      'open',
      'explaining',
      'contacted',
      'verified',
      'proposed',
      'approved',
    ]);
  });

  it('adds a history row and a version with each move and refuses an illegal one', () => {
    const { next, rows } = moveCase(buildCase(), { event: 'publish', actorId: 'system', at });
    expect(next).toMatchObject({ state: 'explaining', version: 1 });
    expect(rows).toEqual([{ at, actorId: 'system', event: 'publish', from: 'open', to: 'explaining' }]);
    expect(() => moveCase(next, { event: 'approve', actorId: 'legal', at })).toThrow(RangeError);
  });
});

describe('who may move a case', () => {
  const proposed: Partial<Case> = {
    state: 'proposed',
    version: 5,
    proposal: {
      at,
      byId: 'hr',
      penalty: 'warning',
      reason: 'x'.repeat(20),
      legalBasis: '规范',
      evidence: [],
    },
  };
  const approve = (personId: string, roles: 'legal'[] | 'hr'[], leadsSubject = false) =>
    refuseMove(buildCase(proposed), { event: 'approve', actor: { personId, roles, leadsSubject }, at });

  it('lets a second person of the legal role approve', () => {
    expect(approve('lawyer', ['legal'])).toBeNull();
  });
  it('refuses an approver who proposed, is the subject, leads the subject or has another role', () => {
    expect(approve('hr', ['legal'])).toBe('is_proposer');
    expect(approve('subject', ['legal'])).toBe('is_subject');
    expect(approve('boss', ['legal'], true)).toBe('in_reporting_line');
    expect(approve('other', ['hr'])).toBe('not_your_role');
  });
  const unmaskAsk = {
    requestId: 'r1',
    at,
    byId: 'hr',
    purpose: 'x'.repeat(20),
    hours: 24,
    approverIds: ['lead'],
  };
  const unmask = (personId: string, roles: readonly string[], leadsSubject = false) => {
    const asked = buildCase({ state: 'contacted', unmaskAsk });
    return refuseMove(asked, { event: 'unmask', actor: { personId, roles, leadsSubject }, at });
  };
  it('lets a second person of the HR leads or lawyers open the name, once it is asked for', () => {
    expect(unmask('lead', ['hr_lead'])).toBeNull();
    expect(unmask('lawyer', ['legal'])).toBeNull();
    expect(unmask('hr', ['hr_lead'])).toBe('is_proposer');
    expect(unmask('subject', ['hr_lead'])).toBe('is_subject');
    expect(unmask('boss', ['legal'], true)).toBe('in_reporting_line');
    expect(unmask('other', ['hr', 'area_manager', 'admin'])).toBe('not_your_role');
    const unasked = { event: 'unmask', actor: { personId: 'lead', roles: ['hr_lead'] }, at } as const;
    expect(refuseMove(buildCase({ state: 'contacted' }), unasked)).toBe('unmask_not_asked');
  });
  it('lets HR ask for the name once, and not when it is open by itself', () => {
    const ask = (overrides: Partial<Case>) =>
      refuseMove(buildCase({ state: 'contacted', ...overrides }), {
        event: 'ask_unmask',
        actor: { personId: 'hr', roles: ['hr'] },
        at,
      });
    expect(ask({})).toBeNull();
    expect(ask({ unmaskAsk })).toBe('unmask_asked');
    expect(ask({ explanation: { id: 'e', at, quickReason: 'other', text: 'x' } })).toBe('name_open');
  });
  it('lets the subject explain and nothing else, whatever roles the subject has', () => {
    const subject = buildCase({ state: 'contacted' });
    const roles = ['employee', 'hr', 'hr_lead', 'legal', 'area_manager'] as const;
    const may = events.filter(
      (event) => refuseMove(subject, { event, actor: { personId: 'subject', roles }, at }) === null,
    );
    expect(may).toEqual(['explain']);
  });
  it('refuses a page that shows an older version', () => {
    const subject = buildCase({ state: 'explaining', version: 3 });
    const actor = { personId: 'hr', roles: ['hr'] as const };
    expect(refuseMove(subject, { event: 'contact', actor, at, version: 2 })).toBe('stale_version');
    expect(refuseMove(subject, { event: 'contact', actor, at, version: 3 })).toBeNull();
  });
  it('finds nothing true before the person answered or the period ended, and permits any time', () => {
    const dueAt = new Date('2026-12-01T15:59:00Z');
    const subject = buildCase({ state: 'contacted', explanationDueAt: dueAt });
    const verify = (against: boolean, when: Date) =>
      refuseMove(subject, { event: 'verify', actor: { personId: 'hr', roles: ['hr'] }, at: when, against });
    expect(verify(true, at)).toBe('explanation_running');
    expect(verify(true, dueAt)).toBeNull();
    expect(verify(false, at)).toBeNull();
  });
  it('executes nothing without a decision', () => {
    const subject = buildCase({ state: 'approved' });
    const move = { event: 'execute', actor: { personId: 'system', roles: ['system'] }, at } as const;
    expect(refuseMove(subject, move)).toBe('decision_missing');
  });
});
