import { describe, expect, it } from 'vitest';
import { NonCompeteCaseStateSchema, NonCompeteEventSchema } from '../../../server/contract/non-compete.ts';
import {
  isNonCompeteEnded,
  moveNonCompete,
  nonCompeteEdges,
  refuseNonCompete,
  type NonCompeteCase,
} from '../../../server/domain/non-compete/procedure.ts';

const at = new Date('2026-09-01T02:00:00Z');
function buildCase(overrides: Partial<NonCompeteCase> = {}): NonCompeteCase {
  return {
    id: 'n1',
    caseNo: 'N-260901-AAAAAA',
    version: 3,
    state: 'open',
    agreementId: 'a1',
    personId: 'gone',
    recordId: 'r1',
    competitorId: 'k1',
    month: '2026-08',
    openedAt: at,
    history: [],
    ...overrides,
  };
}
const ROLES = [
  'employee',
  'area_manager',
  'hr',
  'hr_lead',
  'legal',
  'staff_rep',
  'auditor',
  'admin',
  'system',
] as const;

/** Written by hand, not derived: for each event the states it leaves from and who may cause it. */
const ALLOWED: Record<string, { from: string[]; who: string[] }> = {
  notify: { from: ['open'], who: ['hr', 'hr_lead', 'legal'] },
  explain: { from: ['notified'], who: ['subject'] },
  verify: { from: ['notified'], who: ['hr_lead', 'legal'] },
  demand: { from: ['verified'], who: ['hr_lead', 'legal'] },
  object: { from: ['demanded'], who: ['subject'] },
  uphold: { from: ['objected'], who: ['hr_lead', 'legal'] },
  drop: { from: ['open', 'notified', 'verified', 'demanded', 'objected'], who: ['hr_lead', 'legal'] },
  comply: { from: ['demanded'], who: ['hr_lead', 'legal'] },
  refer: { from: ['demanded'], who: ['legal'] },
  withdraw: { from: ['open', 'notified', 'verified', 'demanded', 'objected'], who: ['system'] },
};

describe('the path of a non-compete case', () => {
  it('allows exactly the written steps, over every state, event, role and relation', () => {
    let cells = 0;
    for (const state of NonCompeteCaseStateSchema.options)
      for (const event of NonCompeteEventSchema.options)
        for (const role of ROLES)
          for (const relation of ['subject', 'verifier', 'demander', 'other'] as const) {
            const record = buildCase({
              state,
              answerDueAt: at,
              verification: { byId: 'verifier', at, result: 'substantiated', reason: 'x' },
              demand: { byId: 'demander', at, deadlineDay: '2026-09-20', reason: 'x' },
            });
            const personId = relation === 'subject' ? 'gone' : relation;
            const actor = { personId, roles: [role] };
            const fault = refuseNonCompete(record, { event, actor, at, day: '2026-09-21' });
            const rule = ALLOWED[event];
            const isMover =
              rule?.who.includes('subject') === true
                ? relation === 'subject'
                : relation !== 'subject' && rule?.who.includes(role) === true;
            const isSecond = ['demand', 'uphold', 'refer'].includes(event) && relation === 'verifier';
            const isOwnDemand = event === 'uphold' && relation === 'demander';
            const isAllowed = rule?.from.includes(state) === true && isMover && !isSecond && !isOwnDemand;
            expect(fault === null, `${state} ${event} ${role} ${relation}: ${String(fault)}`).toBe(isAllowed);
            cells += 1;
          }
    expect(cells).toBe(7 * 10 * 9 * 4);
  });

  it('leaves its end states by no step', () => {
    for (const { from } of Object.values(nonCompeteEdges)) expect(from.some(isNonCompeteEnded)).toBe(false);
  });

  const legal = { personId: 'zhou', roles: ['legal'] };
  const ask = { actor: legal, at, day: '2026-09-01' };

  it('finds nothing against somebody whose time to answer runs, and may find for them', () => {
    const record = buildCase({ state: 'notified', answerDueAt: new Date(+at + 1) });
    expect(refuseNonCompete(record, { ...ask, event: 'verify', against: true })).toBe('explanation_running');
    expect(refuseNonCompete(record, { ...ask, event: 'verify', against: false })).toBeNull();
    const answered = { ...record, explanation: { id: 'e', text: '已离开', at } };
    expect(refuseNonCompete(answered, { ...ask, event: 'verify', against: true })).toBeNull();
  });

  it('goes to arbitration only after the demand has run out', () => {
    const record = buildCase({
      state: 'demanded',
      demand: { byId: 'sun', at, deadlineDay: '2026-09-20', reason: 'x' },
    });
    expect(refuseNonCompete(record, { ...ask, event: 'refer', day: '2026-09-20' })).toBe('deadline_running');
    expect(refuseNonCompete(record, { ...ask, event: 'refer', day: '2026-09-21' })).toBeNull();
  });

  it('refuses a stale page, a second answer and a second objection', () => {
    const record = buildCase({ state: 'notified', explanation: { id: 'e', text: 'x', at } });
    expect(refuseNonCompete(record, { ...ask, event: 'verify', version: 2 })).toBe('stale_version');
    const subject = { personId: 'gone', roles: [] };
    expect(refuseNonCompete(record, { ...ask, actor: subject, event: 'explain' })).toBe('already_explained');
    const objected = buildCase({ state: 'demanded', objection: { id: 'o', text: 'x', at } });
    expect(refuseNonCompete(objected, { ...ask, actor: subject, event: 'object' })).toBe('already_objected');
  });

  it('ends at once when nothing was found, and keeps every step with its reason', () => {
    const record = buildCase({ state: 'notified', answerDueAt: at });
    const verification = { byId: 'zhou', at, result: 'unsubstantiated', reason: '不是同一家公司' } as const;
    const moved = moveNonCompete(record, {
      event: 'verify',
      actorId: 'zhou',
      at,
      reason: '不是同一家公司',
      changes: { verification },
    });
    expect(moved).toMatchObject({ state: 'closed', outcome: 'unsubstantiated', version: 4 });
    expect(moved.history).toEqual([
      { at, actorId: 'zhou', event: 'verify', from: 'notified', to: 'closed', reason: '不是同一家公司' },
    ]);
  });
});
