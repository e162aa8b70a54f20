import { decisionTopic } from './answer-decision.ts';
import { declarationTopic } from './answer-declaration.ts';
import { flexibleTopic } from './answer-flexible.ts';
import { thresholdTopic } from './answer-threshold.ts';
import { packTopic } from './answer-pack.ts';
import { unmaskTopic } from './answer-unmask.ts';
import type { ApprovalTopic } from './approval-topic.ts';

/** Everything that is decided in the chat. */
export const approvalTopics: readonly ApprovalTopic[] = [
  decisionTopic,
  declarationTopic,
  flexibleTopic,
  unmaskTopic,
  thresholdTopic,
  packTopic,
];
