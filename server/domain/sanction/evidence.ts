import type { EvidenceKind } from '../../contract/case.ts';
import type { EvidencePoint } from '../../contract/sanction.ts';
import type { SanctionEvidence } from './sanction.ts';

/** Why evidence does not carry a penalty. */
export type EvidenceFault =
  | 'evidence_only_location'
  | 'evidence_not_independent'
  | 'second_employment_missing'
  | 'effect_missing'
  | 'breach_missing';

/** A position or a picture shows that somebody was somewhere, never that somebody is employed there. */
const relationKinds: ReadonlySet<EvidenceKind> = new Set([
  'document',
  'explanation',
  'witness',
  'interview',
  'customer_record',
]);

/** A penalty needs two independent kinds of evidence, one of them not location (product M15). */
export function refuseKinds(evidence: readonly Pick<SanctionEvidence, 'kind'>[]): EvidenceFault | null {
  const kinds = new Set(evidence.map(({ kind }) => kind));
  if ([...kinds].every((kind) => kind === 'location')) return 'evidence_only_location';
  return kinds.size < 2 ? 'evidence_not_independent' : null;
}

/** Whether something among it shows `point` by more than a position. */
export function showsPoint(evidence: readonly SanctionEvidence[], point: EvidencePoint): boolean {
  const counted = evidence.filter(({ shows }) => shows === point);
  if (point === 'second_employment') return counted.some(({ kind }) => relationKinds.has(kind));
  return point === 'breach' ? counted.length > 0 : counted.some(({ kind }) => kind !== 'location');
}
