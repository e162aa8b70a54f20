import {
  PenaltySchema,
  type AppealResult,
  type CaseLane,
  type CaseOutcome,
  type CaseState,
  type ClockKind,
  type EvidenceKind,
  type Penalty,
  type QuickReason,
  type ReminderStep,
  type VerificationResult,
  type WaitKind,
} from '../../contract/case.ts';
import type { LeadSource } from '../../contract/lead.ts';
import type { Engagement } from '../../contract/person.ts';
import type { SanctionTerms } from '../sanction/terms.ts';
import type { Finding } from '../detectors/finding.ts';

export type { ClockKind };
/** A running deadline; `certain` is false when it crosses a year whose holidays are not announced. */
export type Clock = Readonly<{
  kind: ClockKind;
  startedAt: Date;
  dueAt: Date;
  certain: boolean;
  /** The reminders of this clock that were queued. */
  reminded?: readonly ReminderStep[];
}>;

/** A wait state: its own clock, while the procedure's stands still (product section 4). */
export type Wait = Readonly<{
  kind: WaitKind;
  startedAt: Date;
  dueAt: Date;
  certain: boolean;
  /** How many working days it was given; absent where somebody named the last day. */
  workingDays?: number;
  byId: string;
  reason: string;
  endedAt?: Date;
}>;

/** One message between HR and the person of the case; never changed once written. */
export type CaseMessage = Readonly<{
  id: string;
  at: Date;
  from: 'hr' | 'subject';
  byId: string;
  text: string;
}>;

/** The person's one appeal, and what somebody else made of it. */
export type Appeal = Readonly<{
  id: string;
  at: Date;
  text: string;
  /** Who was asked to decide it. */
  deciderIds?: readonly string[];
  decision?: Readonly<{
    at: Date;
    byId: string;
    result: AppealResult;
    reason: string;
    changedTo?: Penalty | 'talk';
  }>;
}>;

/** One piece of evidence HR names in a proposal. */
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
  /** The lead it was opened for; then `alertId` names it as `lead:id` and there is no alert. */
  lead?: Readonly<{ id: string; leadNo: string; source: LeadSource }>;
  personId: string;
  pseudonym: string;
  regionId?: string;
  /** Opened where the procedure is not in force, or of something found in a trial: it ends with a talk at most. */
  isTalkOnly?: true;
  engagement: Engagement;
  timeZone: string;
  finding: Finding;
  /** What else was found of the same place or hours. */
  beside?: readonly Finding[];
  openedAt: Date;
  /** T0: when the alert may be published; contact is due 24 h after it. */
  publishAt: Date;
  /** When the person got the facts: T0 as it was. */
  publishedAt?: Date;
  /** HR on duty at T0, and who stands in. */
  duty?: Readonly<{ hrId: string; deputyIds: readonly string[] }>;
  clock?: Clock;
  waits?: readonly Wait[];
  messages?: readonly CaseMessage[];
  contact?: Readonly<{ at: Date; byId: string; note?: string; queuedUntil?: Date }>;
  /** The person may answer until then; earlier answers end the period. */
  explanationDueAt?: Date;
  /** When the person had said everything, or the period was over. */
  explanationEndedAt?: Date;
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
  /** The one extension of the verification, by the HR lead. */
  extension?: Readonly<{ at: Date; byId: string; reason: string }>;
  proposal?: Readonly<{
    at: Date;
    byId: string;
    penalty: Penalty;
    reason: string;
    legalBasis: string;
    evidence: readonly EvidenceItem[];
    /** The legal path it rests on and everything that goes with it. */
    sanction?: SanctionTerms;
  }>;
  /** The chat approval of the present proposal; `requestId` makes starting it happen once. */
  approval?: Readonly<{ requestId: string; approverIds: readonly string[]; instanceCode?: string }>;
  decision?: Readonly<{
    id: string;
    at: Date;
    byId: string;
    result: 'approved' | 'rejected';
    comment: string;
    /** The approval was taken back after the penalty had been carried out; what follows is for people to decide. */
    revertedAt?: Date;
  }>;
  /** Until then the person may appeal and nothing is carried out; after the execution, until the case closes. */
  appealUntilAt?: Date;
  appeal?: Appeal;
  execution?: Readonly<{
    at: Date;
    decisionId: string;
    penalty: Penalty;
    byId?: string;
    note?: string;
    /** The penalty was taken back after it had been carried out. */
    revokedAt?: Date;
  }>;
  /** A person took back the penalty outside an appeal, its ground having fallen. */
  revocation?: Readonly<{ at: Date; byId: string; reason: string }>;
  history: readonly CaseMove[];
}>;

/** The procedure's end states: nothing leads a case out of them. */
export const isEnded = (state: CaseState): boolean => state === 'closed' || state === 'withdrawn';

/** Whether a case ended with something done about the person. */
export const isMeasure = (outcome: CaseOutcome | undefined): boolean =>
  outcome === 'talk' || PenaltySchema.safeParse(outcome).success;
