import {
  findDeclarationByInstance,
  findWaitingDeclarations,
  saveDeclarationApprovers,
} from '../store/declarations.ts';
import type { ApprovalTopic } from './approval-topic.ts';
import { declarationRequestOf } from './ask-declaration.ts';
import { findDeclarationApprovers, settleDeclaration } from './declare.ts';

/** As long as a proposal: then somebody else is asked. */
const LIFE_MS = 9 * 24 * 3_600_000;

/** HR's word on a declared side job. */
export const declarationTopic: ApprovalTopic = {
  kind: 'declaration',
  collection: 'declarations',
  lifeMs: LIFE_MS,
  findByInstance: async (instanceCode) => {
    const declaration = await findDeclarationByInstance(instanceCode);
    return declaration && declarationRequestOf(declaration);
  },
  listWaiting: async (limit) => (await findWaitingDeclarations(limit)).map(declarationRequestOf),
  noteApprovers: ({ documentId, requestId }, approverIds) =>
    saveDeclarationApprovers(documentId, requestId, approverIds),
  refuse: async (_deps, _request, decider) => (decider.roles.includes('hr') ? null : 'not_your_role'),
  findApprovers: ({ applicantId }) => findDeclarationApprovers(applicantId),
  settle: settleDeclaration,
};
