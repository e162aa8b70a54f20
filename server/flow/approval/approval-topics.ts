import { decisionTopic } from '../case/answer-decision.ts';
import { declarationTopic } from '../declare/answer-declaration.ts';
import { flexibleTopic } from '../flexible/answer-flexible.ts';
import { goLiveTopic } from '../rollout/answer-go-live.ts';
import { thresholdTopic } from '../tuning/answer-threshold.ts';
import { packTopic } from '../pack/answer-pack.ts';
import { unmaskTopic } from '../case/answer-unmask.ts';
import type { ApprovalTopic } from './approval-topic.ts';

/** Everything that is decided in the chat. */
export const approvalTopics: readonly ApprovalTopic[] = [
  decisionTopic,
  declarationTopic,
  flexibleTopic,
  unmaskTopic,
  thresholdTopic,
  packTopic,
  goLiveTopic,
];
