import type { LetterKind } from '../../contract/sanction.ts';
import { standingPenalty } from '../case/appeal.ts';
import type { Case } from '../case/case.ts';

/** Letters that tell of a penalty. */
export const TELLS_PENALTY: ReadonlySet<LetterKind> = new Set(['decision', 'termination']);

/** Whether a letter tells of a penalty that was taken back, or of a decision before the present one: nobody has to get it any more. */
export function isLetterVoid(
  subject: Case,
  { kind, issuedAt }: Readonly<{ kind: LetterKind; issuedAt: Date }>,
): boolean {
  if (!TELLS_PENALTY.has(kind)) return false;
  const { decision } = subject;
  return standingPenalty(subject) === undefined || (decision !== undefined && issuedAt < decision.at);
}
