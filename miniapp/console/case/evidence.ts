import type { EvidenceKind, ProposeBody } from '../../../server/contract/case.ts';
import { hasBlank } from '../parts/blanks.ts';

export type Evidence = ProposeBody['evidence'];

/** In the order in which a case usually has them. */
export const evidenceKinds = [
  'location',
  'attendance_record',
  'explanation',
  'interview',
  'photo',
  'customer_record',
  'sales_record',
  'witness',
  'document',
] as const satisfies readonly EvidenceKind[];

const NOTE_MIN = 2;

/** M15: two independent kinds, one of them not location, each with its content. The server decides; the button only agrees with it. */
export function isEnoughEvidence(evidence: Evidence): boolean {
  const hasNotes = evidence.every(({ note }) => note.trim().length >= NOTE_MIN && !hasBlank(note));
  return hasNotes && new Set(evidence.map(({ kind }) => kind)).size >= 2;
}
