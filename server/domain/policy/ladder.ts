import type { Engagement } from '../../contract/person.ts';
import type { EvidenceItem } from '../case/case.ts';

/** Engagements whose penalty ladder is locked: a talk is possible, or a notice to the real employer (product section 1). */
const locked: readonly Engagement[] = ['part_time', 'dispatched', 'outsourced', 'unknown'];
export const isLadderLocked = (engagement: Engagement): boolean => locked.includes(engagement);

const MIN_REASON = 20;
export type PenaltyFault =
  | 'ladder_locked'
  | 'reason_too_short'
  | 'legal_basis_missing'
  | 'evidence_not_independent'
  | 'evidence_only_location';

/** Why a penalty may not be proposed (trust R7, product M15), or null. */
export function refusePenalty(input: {
  engagement: Engagement;
  reason: string;
  legalBasis: string;
  evidence: readonly EvidenceItem[];
}): PenaltyFault | null {
  const kinds = new Set(input.evidence.map((item) => item.kind));
  if (isLadderLocked(input.engagement)) return 'ladder_locked';
  if (input.reason.trim().length < MIN_REASON) return 'reason_too_short';
  if (input.legalBasis.trim().length < 2) return 'legal_basis_missing';
  if ([...kinds].every((kind) => kind === 'location')) return 'evidence_only_location';
  return kinds.size < 2 ? 'evidence_not_independent' : null;
}
