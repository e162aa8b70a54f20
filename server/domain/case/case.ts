import type {
  CaseLane,
  CaseOutcome,
  CaseState,
  EvidenceKind,
  QuickReason,
  VerificationResult,
} from '../../contract/case.ts';
import type { Engagement } from '../../contract/person.ts';
import type { Finding } from '../detectors/finding.ts';

export type ClockKind = 'contact' | 'explanation' | 'verification' | 'decision' | 'approval' | 'execution';
/** A running deadline; `certain` is false when it crosses a year whose holidays are not announced. */
export type Clock = Readonly<{
  kind: ClockKind;
  startedAt: Date;
  dueAt: Date;
  certain: boolean;
  /** When the one reminder of this clock was queued. */
  remindedAt?: Date;
}>;

export type EvidenceItem = Readonly<{ kind: EvidenceKind; note: string }>;

/** One row of a case's history: who moved it, how and why. */
export type CaseMove = Readonly<{
  at: Date;
  actorId: string;
  event: string;
  from?: CaseState;
  to: CaseState;
  reason?: string;
}>;

/** What the procedure knows about one case (product section 4). */
export type Case = Readonly<{
  id: string;
  caseNo: string;
  /** Rises with each move; an action names the version it saw. */
  version: number;
  state: CaseState;
  lane: CaseLane;
  outcome?: CaseOutcome;
  alertId: string;
  personId: string;
  pseudonym: string;
  regionId?: string;
  engagement: Engagement;
  timeZone: string;
  finding: Finding;
  openedAt: Date;
  /** T0: when the alert may be published; contact is due 24 h after it. */
  publishAt: Date;
  clock?: Clock;
  contact?: Readonly<{ at: Date; byId: string; note?: string; queuedUntil?: Date }>;
  /** The person may answer until then; earlier answers end the period. */
  explanationDueAt?: Date;
  explanation?: Readonly<{ id: string; at: Date; quickReason: QuickReason; text: string }>;
  /** HR's request to open the name; waits for a second person. */
  unmaskAsk?: Readonly<{
    requestId: string;
    at: Date;
    byId: string;
    purpose: string;
    hours: number;
    approverIds: readonly string[];
    instanceCode?: string;
  }>;
  /** The name as it was opened last: asked for by `askedById`, consented to by `byId`. */
  unmask?: Readonly<{
    at: Date;
    askedById: string;
    byId: string;
    purpose: string;
    untilAt: Date;
    instanceCode: string;
  }>;
  verification?: Readonly<{ at: Date; byId: string; result: VerificationResult; reason: string }>;
  proposal?: Readonly<{
    at: Date;
    byId: string;
    penalty: 'warning';
    reason: string;
    legalBasis: string;
    evidence: readonly EvidenceItem[];
  }>;
  /** The chat approval of the present proposal; `requestId` makes starting it happen once. */
  approval?: Readonly<{ requestId: string; approverIds: readonly string[]; instanceCode?: string }>;
  decision?: Readonly<{
    id: string;
    at: Date;
    byId: string;
    result: 'approved' | 'rejected';
    comment: string;
  }>;
  execution?: Readonly<{ at: Date; decisionId: string; penalty: 'warning' }>;
  history: readonly CaseMove[];
}>;

/** The procedure's end states: nothing moves a case out of them. */
export const isEnded = (state: CaseState): boolean => state === 'closed' || state === 'withdrawn';
