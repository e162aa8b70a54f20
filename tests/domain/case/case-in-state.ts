import type { CaseState, Penalty } from '../../../server/contract/case.ts';
import type { Case } from '../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../server/domain/case/transitions.ts';
import { buildCase } from './case-example.ts';

/** Now, long after every date of the cases below. */
export const NOW = new Date('2026-11-30T02:00:00Z');
const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const day = (n: number): Date => new Date(Date.UTC(2026, 10, n, 2));
const penalty: Penalty = 'warning';

const unmaskAsk = {
  requestId: 'r1',
  at: day(17),
  byId: 'asker',
  purpose: reason,
  hours: 24,
  approverIds: ['lead'],
};
const steps = {
  publishedAt: day(16),
  contact: { at: day(16), byId: 'hr' },
  explanationDueAt: day(19),
  verification: { at: day(20), byId: 'verifier', result: 'substantiated', reason },
  proposal: { at: day(20), byId: 'proposer', penalty, reason, legalBasis: '规范', evidence: [] },
  decision: { id: 'd1', at: day(23), byId: 'decider', result: 'approved', comment: '' },
  execution: { at: day(27), decisionId: 'd1', penalty },
  appeal: { id: 'a', at: day(24), text: '不同意这个处理' },
} as const;
const ended = { explanationEndedAt: day(19) };
const proposed = { ...steps, ...ended, decision: undefined, execution: undefined, appeal: undefined };

/** A case as it stands in a state, with everything that led there; `branch` says whether an appealed penalty was carried out. */
export function caseIn(state: CaseState, branch = 'not_executed'): Case {
  const { publishedAt, contact, explanationDueAt, verification, decision, execution, appeal } = steps;
  const known: Record<CaseState, Partial<Case>> = {
    open: {},
    explaining: { publishedAt },
    contacted: { publishedAt, contact, explanationDueAt: new Date('2026-12-05T15:59:59.999Z') },
    verified: { publishedAt, contact, explanationDueAt, ...ended, verification },
    proposed: without(proposed),
    approved: without({ ...proposed, decision, appealUntilAt: day(26) }),
    rejected: without({ ...proposed, decision: { ...decision, result: 'rejected' } }),
    executed: without({
      ...proposed,
      decision,
      execution,
      appealUntilAt: new Date('2026-12-02T15:59:59.999Z'),
    }),
    appealed: without({
      ...proposed,
      decision,
      appeal,
      appealUntilAt: day(26),
      ...(branch === 'executed' && { execution }),
    }),
    closed: without({ ...proposed, decision, execution, appealUntilAt: day(28), outcome: 'warning' }),
    withdrawn: {},
  };
  return buildCase({ state, regionId: 'pudong', ...known[state] });
}

/** The same case, ready for a move: everything the move needs is there. */
export function readyFor(event: CaseEvent, subject: Case): Case {
  if (event === 'ask_unmask')
    return buildCase(without({ ...subject, explanationDueAt: undefined, explanationEndedAt: undefined }));
  const over = { explanationDueAt: day(19) };
  const wait = {
    kind: 'leave',
    startedAt: day(27),
    dueAt: day(29),
    certain: true,
    byId: 'hr',
    reason,
  } as const;
  const { verification } = subject;
  const ready: Partial<Record<CaseEvent, Partial<Case>>> = {
    finish_explaining: {
      messages: [{ id: 'm', at: day(17), from: 'subject', byId: 'subject', text: '去送货' }],
    },
    unmask: { unmaskAsk },
    end_unmask: { unmaskAsk },
    end_explanation: over,
    extend: { ...over, ...ended },
    resume: { ...(subject.state === 'contacted' && { ...over, ...ended }), waits: [wait] },
    close:
      subject.state === 'executed'
        ? { appealUntilAt: day(28) }
        : { ...(verification && { verification: { ...verification, result: 'unsubstantiated' } }) },
  };
  return { ...subject, ...ready[event] };
}

function without(fields: Readonly<Record<string, unknown>>): Partial<Case> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
