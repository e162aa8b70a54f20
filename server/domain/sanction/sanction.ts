import type { EvidenceKind } from '../../contract/case.ts';
import type { LegalPath } from '../../contract/ladder.ts';
import type {
  DeliveryChannel,
  EvidencePoint,
  SanctionEvent,
  SanctionState,
} from '../../contract/sanction.ts';

/** One piece of evidence on a path. */
export type SanctionEvidence = Readonly<{
  kind: EvidenceKind;
  shows: EvidencePoint;
  note: string;
  at?: Date;
}>;

/** The rule a breach is measured by, as it stood on the day (trust R17). */
export type RuleBinding = Readonly<{
  version: string;
  hash: string;
  article: string;
  /** Absent where the record of it is missing. */
  adoptedAt?: Date;
  effectiveAt?: Date;
  consultation?: string;
  acknowledgedAt?: Date;
}>;

/** How a letter reached the person; `at` is when it did. */
export type Delivery = Readonly<{
  channel: DeliveryChannel;
  at: Date;
  byId: string;
  trackingNo?: string;
  outcome?: 'signed' | 'refused' | 'returned';
  photoId?: string;
  clause?: string;
}>;

/** One row of a path's history: what was done, by whom, and what it led to. */
export type SanctionRow = Readonly<{
  at: Date;
  actorId: string;
  event: SanctionEvent;
  from: SanctionState;
  to: SanctionState;
}>;

/** One legal path of one case: what has been done, and the facts each step left (trust R10). */
export type Sanction = Readonly<{
  id: string;
  caseId: string;
  personId: string;
  path: LegalPath;
  state: SanctionState;
  version: number;
  rule?: RuleBinding;
  evidence?: readonly SanctionEvidence[];
  hearing?: Readonly<{ at: Date; how: 'explanation' | 'interview' | 'silence'; letterId?: string }>;
  /** Which milder answers were considered, and why none of them is enough. */
  milder?: Readonly<{ at: Date; byId: string; note: string }>;
  effect?: Readonly<{ at: Date; note: string; evidence: readonly SanctionEvidence[] }>;
  demand?: Readonly<{ letterId: string; issuedAt: Date; deadlineAt: Date }>;
  delivery?: Delivery;
  reply?: Readonly<{ at: Date; stopped: boolean; text: string }>;
  refusal?: Readonly<{ at: Date; note: string; evidence: readonly SanctionEvidence[] }>;
  compliance?: Readonly<{ at: Date; note: string }>;
  unionNotice?: Readonly<{
    letterId: string;
    to: 'company_union' | 'higher_union';
    handedOverAt: Date;
    replyDueAt: Date;
  }>;
  unionReply?: Readonly<{ at: Date; byId: string; text: string }>;
  unionAnswer?: Readonly<{ at: Date; byId: string; answer: string }>;
  history: readonly SanctionRow[];
}>;

/** A path on which nothing has been done yet. */
export function openSanction(
  subject: Readonly<{ caseId: string; personId: string }>,
  path: LegalPath,
): Sanction {
  const { caseId, personId } = subject;
  return { id: `${caseId}:${path}`, caseId, personId, path, state: 'opened', version: 0, history: [] };
}
