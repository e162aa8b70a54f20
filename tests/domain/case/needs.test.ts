import { describe, expect, it } from 'vitest';
import type { Case } from '../../../server/domain/case/case.ts';
import { refuseMove, type Move, type MoveFault } from '../../../server/domain/case/guard.ts';
import { procedure, type CaseEvent, type Need } from '../../../server/domain/case/transitions.ts';
import { caseIn, NOW, readyFor } from './case-in-state.ts';

const at = NOW;
const later = new Date(+at + 86_400_000);
const hr = { personId: 'hr', roles: ['hr'] };
const lead = { personId: 'lead', roles: ['hr_lead'], leadsSubject: false };
const system = { personId: 'system', roles: ['system'] };
const subject = { personId: 'subject', roles: ['employee'] };
const open = {
  kind: 'delivery',
  startedAt: at,
  dueAt: later,
  certain: true,
  byId: 'hr',
  reason: 'x',
} as const;
const explanation = { id: 'e', at, quickReason: 'other', text: '去送货' } as const;
const decided = { at, byId: 'lead', result: 'upheld', reason: 'x' } as const;
const unsubstantiated = { at, byId: 'v', result: 'unsubstantiated', reason: 'x' } as const;

const ask = (event: CaseEvent, record: Case, more: Partial<Move>): MoveFault | null =>
  refuseMove(record, { event, actor: hr, at, ...more });
const appealed = caseIn('appealed').appeal;

/** Each need, with a case that fails it alone and one that meets it. */
const rows: readonly Readonly<{
  need: Need;
  event: CaseEvent;
  fails: Case;
  meets: Case;
  fault: MoveFault;
  more?: Partial<Move>;
}>[] = [
  {
    need: 'explanation_over_if_against',
    event: 'verify',
    fails: caseIn('contacted'),
    meets: { ...caseIn('contacted'), explanationEndedAt: at },
    fault: 'explanation_running',
    more: { against: true },
  },
  {
    need: 'explanation_over',
    event: 'end_explanation',
    fails: caseIn('contacted'),
    meets: readyFor('end_explanation', caseIn('contacted')),
    fault: 'explanation_running',
    more: { actor: system },
  },
  {
    need: 'not_explained',
    event: 'explain',
    fails: { ...caseIn('contacted'), explanation },
    meets: caseIn('contacted'),
    fault: 'already_explained',
    more: { actor: subject },
  },
  {
    need: 'answered',
    event: 'finish_explaining',
    fails: caseIn('contacted'),
    meets: { ...caseIn('contacted'), explanation },
    fault: 'not_answered',
    more: { actor: subject },
  },
  {
    need: 'not_finished',
    event: 'finish_explaining',
    fails: { ...caseIn('contacted'), explanation, explanationEndedAt: at },
    meets: { ...caseIn('contacted'), explanation },
    fault: 'explanation_finished',
    more: { actor: subject },
  },
  {
    need: 'not_extended',
    event: 'extend',
    fails: { ...readyFor('extend', caseIn('contacted')), extension: { at, byId: 'lead', reason: 'x' } },
    meets: readyFor('extend', caseIn('contacted')),
    fault: 'already_extended',
    more: { actor: lead },
  },
  {
    need: 'substantiated',
    event: 'propose',
    fails: { ...caseIn('verified'), verification: unsubstantiated },
    meets: caseIn('verified'),
    fault: 'not_substantiated',
  },
  {
    need: 'not_substantiated',
    event: 'close',
    fails: caseIn('verified'),
    meets: { ...caseIn('verified'), verification: unsubstantiated },
    fault: 'is_substantiated',
  },
  {
    need: 'not_talk_only',
    event: 'propose',
    fails: { ...caseIn('verified'), isTalkOnly: true },
    meets: caseIn('verified'),
    fault: 'talk_only',
  },
  {
    need: 'not_waiting',
    event: 'propose',
    fails: { ...caseIn('verified'), waits: [open] },
    meets: { ...caseIn('verified'), waits: [{ ...open, endedAt: at }] },
    fault: 'case_waiting',
  },
  {
    need: 'waiting',
    event: 'resume',
    fails: caseIn('verified'),
    meets: { ...caseIn('verified'), waits: [open] },
    fault: 'not_waiting',
  },
  {
    need: 'wait_allowed',
    event: 'wait',
    fails: caseIn('contacted'),
    meets: caseIn('verified'),
    fault: 'wait_not_allowed',
    more: { waitFor: 'union_reply' },
  },
  {
    need: 'decision_signed',
    event: 'execute',
    fails: { ...caseIn('rejected'), state: 'approved', appealUntilAt: at },
    meets: caseIn('approved'),
    fault: 'decision_missing',
  },
  {
    need: 'window_over',
    event: 'execute',
    fails: { ...caseIn('approved'), appealUntilAt: later },
    meets: { ...caseIn('approved'), appealUntilAt: at },
    fault: 'appeal_window_open',
  },
  {
    need: 'in_window',
    event: 'appeal',
    fails: { ...caseIn('executed'), appealUntilAt: at },
    meets: { ...caseIn('executed'), appealUntilAt: later },
    fault: 'appeal_window_over',
    more: { actor: subject },
  },
  {
    need: 'name_closed',
    event: 'ask_unmask',
    fails: { ...caseIn('contacted'), explanation },
    meets: caseIn('contacted'),
    fault: 'name_open',
  },
  {
    need: 'not_asked',
    event: 'ask_unmask',
    fails: readyFor('unmask', caseIn('contacted')),
    meets: caseIn('contacted'),
    fault: 'unmask_asked',
  },
  {
    need: 'asked',
    event: 'unmask',
    fails: caseIn('contacted'),
    meets: readyFor('unmask', caseIn('contacted')),
    fault: 'unmask_not_asked',
    more: { actor: lead },
  },
  {
    need: 'asked_or_open',
    event: 'end_unmask',
    fails: caseIn('contacted'),
    meets: readyFor('end_unmask', caseIn('contacted')),
    fault: 'unmask_not_asked',
    more: { actor: system },
  },
  {
    need: 'penalty_stands',
    event: 'revoke',
    fails: { ...caseIn('executed'), revocation: { at, byId: 'lead', reason: 'x' } },
    meets: caseIn('executed'),
    fault: 'no_penalty_stands',
    more: { actor: lead },
  },
  {
    need: 'not_appealed',
    event: 'appeal',
    fails: { ...caseIn('approved'), ...(appealed && { appeal: { ...appealed, decision: decided } }) },
    meets: caseIn('approved'),
    fault: 'already_appealed',
    more: { actor: subject },
  },
];

describe('what a move needs of the case', () => {
  it('is tried here for every need of the procedure', () => {
    const needs = new Set(procedure.flatMap((row) => row.needs));
    expect(new Set(rows.map(({ need }) => need))).toEqual(needs);
  });

  it.each(rows)(
    'refuses $event with $fault while $need is not met',
    ({ event, fails, meets, fault, more }) => {
      expect(ask(event, fails, more ?? {})).toBe(fault);
      expect(ask(event, meets, more ?? {})).toBeNull();
    },
  );

  it('keeps an approved penalty from execution where the window is not known', () => {
    const { appealUntilAt: _until, ...unknown } = caseIn('approved');
    expect(ask('execute', unknown, {})).toBe('appeal_window_open');
  });

  it('takes an appeal that comes late as long as nothing is carried out', () => {
    expect(
      ask('appeal', { ...caseIn('approved'), appealUntilAt: new Date(0) }, { actor: subject }),
    ).toBeNull();
  });

  it('bars who may stand in the reporting line when that is not known', () => {
    const lawyer = { personId: 'lawyer', roles: ['legal'] };
    expect(ask('approve', caseIn('proposed'), { actor: lawyer })).toBe('in_reporting_line');
    expect(ask('approve', caseIn('proposed'), { actor: { ...lawyer, leadsSubject: false } })).toBeNull();
  });

  it('bars from the approval and from the appeal whoever proposed or approved earlier in the same case', () => {
    const row = (event: string, actorId: string) => ({ at, actorId, event, to: 'verified' }) as const;
    const history = [row('propose', 'early'), row('approve', 'first'), row('revert', 'system')];
    const by = (personId: string, role: string) => ({
      actor: { personId, roles: [role], leadsSubject: false },
    });
    const proposed = { ...caseIn('proposed'), history };
    expect(ask('approve', proposed, by('early', 'legal'))).toBe('is_proposer');
    expect(ask('approve', proposed, by('first', 'legal'))).toBeNull();
    const contested = { ...caseIn('appealed'), history };
    expect(ask('uphold', contested, by('early', 'hr_lead'))).toBe('is_proposer');
    expect(ask('overturn', contested, by('first', 'legal'))).toBe('is_decider');
    expect(ask('uphold', contested, by('new', 'legal'))).toBeNull();
    expect(ask('revoke', { ...caseIn('executed'), history }, by('early', 'hr_lead'))).toBe('is_proposer');
  });

  it('refuses a page that shows an older version', () => {
    const record = { ...caseIn('explaining'), version: 3 };
    expect(ask('contact', record, { version: 2 })).toBe('stale_version');
    expect(ask('contact', record, { version: 3 })).toBeNull();
  });
});
