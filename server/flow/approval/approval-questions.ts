import type { ApprovalQuestion } from './approval-topic.ts';
import { decisionQuestion } from '../case/ask-decision.ts';
import { declarationQuestion } from '../declare/ask-declaration.ts';
import { flexibleQuestion } from '../flexible/ask-flexible.ts';
import { goLiveQuestion } from '../rollout/ask-go-live.ts';
import { thresholdQuestion } from '../tuning/ask-threshold.ts';
import { packQuestion } from '../pack/ask-pack.ts';
import { unmaskQuestion } from '../case/ask-unmask.ts';

/** Everything that is asked in the chat. */
export const approvalQuestions: readonly ApprovalQuestion[] = [
  decisionQuestion,
  declarationQuestion,
  flexibleQuestion,
  unmaskQuestion,
  thresholdQuestion,
  packQuestion,
  goLiveQuestion,
];
