import type { SanctionEvent, SanctionState } from '../../../server/contract/sanction.ts';
import type { LegalPath } from '../../../server/contract/ladder.ts';
import type { SanctionStep, StepFacts } from '../../../server/domain/sanction/refuse-step.ts';
import { openSanction, type Sanction } from '../../../server/domain/sanction/sanction.ts';
import { standardSanction } from '../../../server/domain/sanction/settings.ts';

export const day = (text: string): Date => new Date(`${text}T10:00:00+08:00`);
export const HAPPENED = day('2026-11-16');
export const HR = { personId: 'hr', roles: ['employee', 'hr'] };

/** Facts with which each step is right, in the order of a case of November 2026. */
export const goodFacts: Readonly<Record<SanctionEvent, StepFacts>> = {
  bind_rule: {
    rule: {
      version: '2026-1',
      hash: 'h',
      article: '四、禁止行为',
      adoptedAt: day('2026-09-01'),
      effectiveAt: day('2026-10-01'),
      consultation: '经职工代表讨论并公示 7 日',
      acknowledgedAt: day('2026-10-08'),
    },
  },
  list_evidence: {
    evidence: [
      { kind: 'location', shows: 'breach', note: '停留 70 分钟' },
      { kind: 'document', shows: 'second_employment', note: '对方单位的劳动合同' },
      { kind: 'witness', shows: 'breach', note: '店长证言' },
    ],
  },
  hear: { hearing: { at: day('2026-11-20'), how: 'explanation' } },
  weigh_milder: {
    milder: { at: day('2026-11-23'), byId: 'hr', note: '警告与调岗均已考虑，前两次警告没有效果' },
  },
  show_effect: {
    effect: {
      at: day('2026-11-24'),
      note: '连续三周缺席早会，两家客户转走',
      evidence: [{ kind: 'customer_record', shows: 'effect_on_work', note: '客户转走记录' }],
    },
  },
  demand: {
    demand: { letterId: 'l1', issuedAt: day('2026-11-24'), deadlineAt: day('2026-12-28') },
  },
  prove_delivery: {
    delivery: {
      channel: 'ems',
      at: day('2026-11-27'),
      byId: 'hr',
      trackingNo: 'EA123456789CN',
      outcome: 'signed',
    },
  },
  reply: { reply: { at: day('2026-12-02'), stopped: false, text: '我不打算停' } },
  refuse: {
    refusal: {
      at: day('2026-12-30'),
      note: '期限届满仍在对方单位上班',
      evidence: [{ kind: 'witness', shows: 'continues', note: '仍在上班', at: day('2026-12-29') }],
    },
  },
  comply: { compliance: { at: day('2026-12-10'), note: '本人提交了离职证明，已经停止' } },
  notify_union: {
    unionNotice: {
      letterId: 'l2',
      to: 'company_union',
      handedOverAt: day('2026-12-30'),
      replyDueAt: day('2027-01-14'),
    },
  },
  union_reply: { unionReply: { at: day('2027-01-04'), byId: 'rep', text: '建议先调岗' } },
  union_silence: {},
  consider_reply: { unionAnswer: { at: day('2027-01-06'), byId: 'hr', answer: '已考虑，没有合适的岗位' } },
};

/** A step as HR takes it with the right facts, after everything before it. */
export function buildStep(event: SanctionEvent, overrides: Partial<SanctionStep> = {}): SanctionStep {
  return {
    event,
    actor: event === 'reply' ? { personId: 'subject', roles: ['employee'] } : HR,
    at: day('2027-01-20'),
    facts: goodFacts[event],
    happenedAt: HAPPENED,
    settings: standardSanction,
    ...overrides,
  };
}

export function buildSanction(path: LegalPath, state: SanctionState, more: Partial<Sanction> = {}): Sanction {
  const { demand } = goodFacts.demand;
  const { unionNotice } = goodFacts.notify_union;
  return {
    ...openSanction({ caseId: 'c1', personId: 'subject' }, path),
    state,
    ...(demand && { demand }),
    ...(unionNotice && { unionNotice }),
    ...more,
  };
}
