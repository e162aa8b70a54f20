import type { NonCompeteCaseState, NonCompeteEvent, NonCompeteOutcome } from '../../contract/non-compete.ts';
import type { Role } from '../../contract/person.ts';
import type { Counted } from '../due.ts';

/** One employer on the competitor list under one agreement: an own path, because nobody is dismissed any more. */
export type NonCompeteCase = Readonly<{
  id: string;
  caseNo: string;
  version: number;
  state: NonCompeteCaseState;
  outcome?: NonCompeteOutcome;
  agreementId: string;
  personId: string;
  recordId: string;
  competitorId: string;
  month: string;
  openedAt: Date;
  /** The person may answer until then. */
  answerDueAt?: Date;
  /** What that was counted from. */
  counted?: Counted;
  explanation?: Readonly<{ id: string; text: string; at: Date }>;
  objection?: Readonly<{ id: string; text: string; at: Date }>;
  verification?: Readonly<{
    byId: string;
    at: Date;
    result: 'substantiated' | 'unsubstantiated';
    reason: string;
  }>;
  demand?: Readonly<{ byId: string; at: Date; deadlineDay: string; reason: string }>;
  history: readonly NonCompeteMove[];
}>;
export type NonCompeteMove = Readonly<{
  at: Date;
  actorId: string;
  event: NonCompeteEvent | 'open' | 'recount';
  from?: NonCompeteCaseState;
  to: NonCompeteCaseState;
  reason?: string;
}>;

type Mover = Role | 'system' | 'subject';
type Edge = Readonly<{
  from: readonly NonCompeteCaseState[];
  to: NonCompeteCaseState;
  who: readonly Mover[];
  /** Not the one who found it true: two people stand behind a demand and all that follows (trust R8). */
  second?: true;
}>;
const staff = ['hr', 'hr_lead', 'legal'] as const;
const senior = ['hr_lead', 'legal'] as const;

/** The whole path; what is not here cannot happen. It ends in an agreement kept, a claim before arbitration, or nothing. */
export const nonCompeteEdges: Readonly<Record<NonCompeteEvent, Edge>> = {
  notify: { from: ['open'], to: 'notified', who: staff },
  explain: { from: ['notified'], to: 'notified', who: ['subject'] },
  verify: { from: ['notified'], to: 'verified', who: senior },
  demand: { from: ['verified'], to: 'demanded', who: senior, second: true },
  object: { from: ['demanded'], to: 'objected', who: ['subject'] },
  uphold: { from: ['objected'], to: 'demanded', who: senior, second: true },
  drop: { from: ['open', 'notified', 'verified', 'demanded', 'objected'], to: 'closed', who: senior },
  comply: { from: ['demanded'], to: 'closed', who: senior },
  refer: { from: ['demanded'], to: 'closed', who: ['legal'], second: true },
  withdraw: {
    from: ['open', 'notified', 'verified', 'demanded', 'objected'],
    to: 'withdrawn',
    who: ['system'],
  },
};

/** Who takes a step. */
export type NonCompeteActor = Readonly<{ personId: string; roles: readonly string[] }>;
/** Why a step is refused: a permanent code that the door answers with. */
export type NonCompeteFault =
  | 'illegal_transition'
  | 'stale_version'
  | 'not_your_role'
  | 'is_subject'
  | 'is_verifier'
  | 'is_demander'
  | 'explanation_running'
  | 'already_explained'
  | 'already_objected'
  | 'deadline_running';
type NonCompeteAsk = Readonly<{
  event: NonCompeteEvent;
  actor: NonCompeteActor;
  at: Date;
  /** The day of `at` where the company is. */
  day: string;
  version?: number;
  /** A verification that goes against the person needs the time to answer to be over (trust R9). */
  against?: boolean;
}>;

/** Why a step is refused, or null. */
export function refuseNonCompete(subject: NonCompeteCase, ask: NonCompeteAsk): NonCompeteFault | null {
  const edge = nonCompeteEdges[ask.event];
  if (!edge.from.includes(subject.state)) return 'illegal_transition';
  return refuseActor(subject, ask, edge) ?? refuseVersion(subject, ask) ?? refuseFacts(subject, ask);
}

/** The steps a reader may take now. */
export function allowedNonCompete(
  subject: NonCompeteCase,
  reader: Omit<NonCompeteAsk, 'event' | 'version' | 'against'>,
): NonCompeteEvent[] {
  const events = Object.keys(nonCompeteEdges).filter(isEvent);
  return events.filter((event) => refuseNonCompete(subject, { ...reader, event }) === null);
}

const isEvent = (key: string): key is NonCompeteEvent => Object.hasOwn(nonCompeteEdges, key);

function refuseActor(
  subject: NonCompeteCase,
  { actor, event }: NonCompeteAsk,
  edge: Edge,
): NonCompeteFault | null {
  const isSubject = actor.personId === subject.personId;
  if (edge.who.includes('subject')) return isSubject ? null : 'not_your_role';
  if (isSubject) return 'is_subject';
  if (!edge.who.some((mover) => actor.roles.includes(mover))) return 'not_your_role';
  if (edge.second === true && actor.personId === subject.verification?.byId) return 'is_verifier';
  return event === 'uphold' && actor.personId === subject.demand?.byId ? 'is_demander' : null;
}

const refuseVersion = (subject: NonCompeteCase, { version }: NonCompeteAsk): NonCompeteFault | null =>
  version !== undefined && version !== subject.version ? 'stale_version' : null;

function refuseFacts(
  subject: NonCompeteCase,
  { event, against, at, day }: NonCompeteAsk,
): NonCompeteFault | null {
  const { explanation, objection, answerDueAt, demand } = subject;
  if (event === 'explain') return explanation ? 'already_explained' : null;
  if (event === 'object') return objection ? 'already_objected' : null;
  const mayStillAnswer = !explanation && (answerDueAt === undefined || at < answerDueAt);
  if (event === 'verify') return against === true && mayStillAnswer ? 'explanation_running' : null;
  if (event !== 'refer') return null;
  return demand !== undefined && day <= demand.deadlineDay ? 'deadline_running' : null;
}

/** Fields that a step may set besides what follows from it. */
export type NonCompeteChanges = Partial<
  Pick<
    NonCompeteCase,
    'answerDueAt' | 'counted' | 'explanation' | 'objection' | 'verification' | 'demand' | 'outcome'
  >
>;

/** The case after one step that was not refused; a verification that finds nothing ends it at once. */
export function moveNonCompete(
  subject: NonCompeteCase,
  step: Readonly<{
    event: NonCompeteEvent;
    actorId: string;
    at: Date;
    reason?: string;
    changes?: NonCompeteChanges;
  }>,
): NonCompeteCase {
  const { event, actorId, at, reason, changes } = step;
  const edge = nonCompeteEdges[event];
  if (!edge.from.includes(subject.state)) throw new RangeError(`no ${event} from ${subject.state}`);
  const isNothing = changes?.verification?.result === 'unsubstantiated';
  const to = isNothing ? 'closed' : edge.to;
  const outcome = isNothing ? 'unsubstantiated' : (OUTCOMES[event] ?? subject.outcome);
  const row = { at, actorId, event, from: subject.state, to, ...(reason !== undefined && { reason }) };
  return {
    ...subject,
    ...changes,
    ...(outcome !== undefined && { outcome }),
    state: to,
    version: subject.version + 1,
    history: [...subject.history, row],
  };
}

const OUTCOMES: Partial<Record<NonCompeteEvent, NonCompeteOutcome>> = {
  drop: 'dropped',
  comply: 'complied',
  refer: 'referred',
  withdraw: 'withdrawn',
};
/** Whether nothing moves a case out of this state. */
export const isNonCompeteEnded = (state: NonCompeteCaseState): boolean =>
  state === 'closed' || state === 'withdrawn';
