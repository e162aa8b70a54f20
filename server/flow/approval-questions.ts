import type { ApprovalQuestion } from './approval-topic.ts';
import { decisionQuestion } from './ask-decision.ts';
import { declarationQuestion } from './ask-declaration.ts';

/** Everything that is asked in the chat. */
export const approvalQuestions: readonly ApprovalQuestion[] = [decisionQuestion, declarationQuestion];
