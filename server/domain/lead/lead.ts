import type { LeadEvent, LeadKind, LeadSource, LeadState } from '../../contract/lead.ts';
import type { Role } from '../../contract/person.ts';

/** Somebody's word about somebody. Who sent it is kept sealed and apart; `subjectId` is absent until HR knows whom it is about. */
export type Lead = Readonly<{
  id: string;
  leadNo: string;
  version: number;
  source: LeadSource;
  state: LeadState;
  kind: LeadKind;
  day: string;
  place?: string;
  who?: string;
  text: string;
  receivedAt: Date;
  subjectId?: string;
  caseId?: string;
  history: readonly LeadMove[];
}>;
type LeadMove = Readonly<{
  at: Date;
  actorId: string;
  event: LeadEvent | 'receive';
  from?: LeadState;
  to: LeadState;
  reason?: string;
}>;

type Edge = Readonly<{ from: readonly LeadState[]; to: LeadState; who: readonly Role[]; notReporter?: true }>;

/** All that can become of a lead. Nobody judges a lead about oneself, and nobody takes up or condemns the own one. */
const leadEdges: Readonly<Record<LeadEvent, Edge>> = {
  accept: { from: ['new'], to: 'accepted', who: ['hr', 'hr_lead'], notReporter: true },
  dismiss: { from: ['new'], to: 'dismissed', who: ['hr', 'hr_lead'] },
  reopen: { from: ['dismissed'], to: 'new', who: ['hr_lead'] },
  malicious: {
    from: ['new', 'accepted', 'dismissed'],
    to: 'malicious',
    who: ['hr_lead'],
    notReporter: true,
  },
};

/** Why a step is refused: a permanent code that the door answers with. */
export type LeadFault =
  'illegal_transition' | 'stale_version' | 'not_your_role' | 'is_subject' | 'is_reporter';
type LeadAsk = Readonly<{
  event: LeadEvent;
  actor: Readonly<{ personId: string; roles: readonly string[] }>;
  /** Whether the actor is who sent it. */
  isReporter: boolean;
  /** Whom the step names as the person it is about. */
  subjectId?: string;
  version?: number;
}>;

/** Why a step is refused, or null. */
export function refuseLead(
  lead: Lead,
  { event, actor, isReporter, subjectId, version }: LeadAsk,
): LeadFault | null {
  const edge = leadEdges[event];
  if (!edge.from.includes(lead.state)) return 'illegal_transition';
  if ([lead.subjectId, subjectId].includes(actor.personId)) return 'is_subject';
  if (!edge.who.some((role) => actor.roles.includes(role))) return 'not_your_role';
  if (edge.notReporter === true && isReporter) return 'is_reporter';
  return version !== undefined && version !== lead.version ? 'stale_version' : null;
}

/** The lead after one step that was not refused. */
export function moveLead(
  lead: Lead,
  step: Readonly<{
    event: LeadEvent;
    actorId: string;
    at: Date;
    reason: string;
    subjectId?: string;
    caseId?: string;
  }>,
): Lead {
  const { event, actorId, at, reason, subjectId, caseId } = step;
  const { from, to } = leadEdges[event];
  if (!from.includes(lead.state)) throw new RangeError(`no ${event} from ${lead.state}`);
  return {
    ...lead,
    ...(subjectId !== undefined && { subjectId }),
    ...(caseId !== undefined && { caseId }),
    state: to,
    version: lead.version + 1,
    history: [...lead.history, { at, actorId, event, from: lead.state, to, reason }],
  };
}
