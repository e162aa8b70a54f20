import type { ApprovalQuestion } from './approval-topic.ts';
import { decisionQuestion } from './ask-decision.ts';
import { declarationQuestion } from './ask-declaration.ts';
import { flexibleQuestion } from './ask-flexible.ts';
import { thresholdQuestion } from './ask-threshold.ts';
import { packQuestion } from './ask-pack.ts';
import { unmaskQuestion } from './ask-unmask.ts';

/** Everything that is asked in the chat. */
export const approvalQuestions: readonly ApprovalQuestion[] = [
  decisionQuestion,
  declarationQuestion,
  flexibleQuestion,
  unmaskQuestion,
  thresholdQuestion,
  packQuestion,
];
