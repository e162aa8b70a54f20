import { isEnded, type Case } from './case.ts';
import type { CaseEvent } from './transitions.ts';

/** Moves that rest on everything there was: what was weighed is kept as long as what it led to. */
const WEIGHED: readonly CaseEvent[] = [
  'explain',
  'finish_explaining',
  'end_explanation',
  'verify',
  'propose',
  'approve',
  'reject',
  'execute',
  'appeal',
  'uphold',
  'change',
];

/** Why the person may not take an own file of the case back: an answer refers to it, or something was decided on it (R9, R23). */
export function refuseRemoval(
  { state, explanation, history }: Pick<Case, 'state' | 'explanation' | 'history'>,
  file: Readonly<{ at: Date }>,
): 'case_ended' | 'already_explained' | 'file_weighed' | null {
  if (isEnded(state)) return 'case_ended';
  if (explanation && explanation.at >= file.at) return 'already_explained';
  const isWeighed = history.some(({ event, at }) => WEIGHED.some((one) => one === event) && at >= file.at);
  return isWeighed ? 'file_weighed' : null;
}
