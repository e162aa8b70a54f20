import { isEnded, isMeasure, type Case } from './case.ts';
import type { CaseEvent } from './procedure-row.ts';
import { isWaiting } from './waits.ts';

/** The person has spoken under the own name: an explanation, or an answer to HR's message. */
export function isAnswered({ explanation, messages }: Case): boolean {
  return explanation !== undefined || messages?.some(({ from }) => from === 'subject') === true;
}

/** Whether the person has said all there is to say (已说明完毕), or had the whole period to do so (trust R9). */
export function isExplanationOver(subject: Case, at: Date): boolean {
  const { explanationEndedAt, explanationDueAt } = subject;
  const isDue = explanationDueAt !== undefined && at >= explanationDueAt;
  return explanationEndedAt !== undefined || (isDue && !isWaiting(subject));
}

/** What opens a name; a new way is a word here and a line in `openings`. */
type NameOpening = 'answered' | 'period_over' | 'unmasked' | 'approved';

const openings: Readonly<Record<NameOpening, (subject: Case, at: Date) => boolean>> = {
  answered: isAnswered,
  period_over: isExplanationOver,
  unmasked: ({ unmask }, at) => unmask !== undefined && at < unmask.untilAt,
  approved: ({ decision }) => decision?.result === 'approved',
};
const order: readonly NameOpening[] = ['answered', 'period_over', 'approved', 'unmasked'];

/** What has opened the name to HR at `at` (trust R12), or null while the case is a pseudonym's. */
function nameOpenedBy(subject: Case, at: Date): NameOpening | null {
  return order.find((way) => openings[way](subject, at)) ?? null;
}

/** Whether HR may read the name at `at` (trust R12). */
export const isNameOpen = (subject: Case, at: Date): boolean => nameOpenedBy(subject, at) !== null;

/** Whether a case that is over came to nothing: then it is nobody's business any more. */
const isEndedInFavour = ({ state, outcome }: Case): boolean => isEnded(state) && !isMeasure(outcome);

/** Whether HR and approvers read the name, and papers that have it: as long as it is open and the case is their business. */
export const isNameForReaders = (subject: Case, at: Date): boolean =>
  isNameOpen(subject, at) && !isEndedInFavour(subject);

/** The case without a request to open the name that is answered, or that nobody needs any more. */
export function settleAsk(subject: Case, event: CaseEvent, at: Date): Case {
  const isAnsweredNow = event === 'unmask' || event === 'end_unmask';
  const isOpenAnyway = isAnswered(subject) || isExplanationOver(subject, at);
  if (!isAnsweredNow && !isOpenAnyway && !isEnded(subject.state)) return subject;
  const { unmaskAsk: _over, ...rest } = subject;
  return rest;
}
