import { dayOf } from '../../domain/time.ts';
import {
  findDeclarationByInstance,
  findGrantedDeclarations,
  findWaitingDeclarations,
  saveDeclarationApprovers,
} from '../../store/declaration-approvals.ts';
import { findDeclaration } from '../../store/declarations.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson, type Person } from '../../store/people.ts';
import type { ApprovalRequest, ApprovalTopic } from '../approval/approval-topic.ts';
import { declarationRequestOf } from './ask-declaration.ts';
import { findAnswerers } from '../approval/answerers.ts';
import { eachOf } from '../each-of.ts';
import { standingAnswers } from './declaration-parts.ts';
import { settleDeclaration } from './declare-answer.ts';

/** As long as a proposal: then somebody else is asked. */
const LIFE_MS = 9 * 24 * 3_600_000;
/** How long an approval is asked after once it was given; later only an event tells: a register of years would be asked for all the time. */
const TAKEN_BACK_MS = 60 * 24 * 3_600_000;

/** The manager's and HR's word on a declared side job. */
export const declarationTopic: ApprovalTopic = {
  kind: 'declaration',
  collection: 'declarations',
  lifeMs: LIFE_MS,
  findByInstance: async (instanceCode) => {
    const declaration = await findDeclarationByInstance(instanceCode);
    return declaration && declarationRequestOf(declaration);
  },
  listWaiting: async function* (batch) {
    const waiting = eachOf(batch, findWaitingDeclarations, ({ submittedAt, id }) => ({
      at: submittedAt,
      id,
    }));
    for await (const declaration of waiting) yield declarationRequestOf(declaration);
  },
  listGranted: async function* (at, batch) {
    const fromDay = dayOf(at, await getTimeZone());
    const sinceAt = new Date(+at - TAKEN_BACK_MS);
    const granted = eachOf(
      batch,
      (scope) => findGrantedDeclarations({ sinceAt, fromDay, ...scope }),
      ({ decidedAt = null, id }) => ({ at: decidedAt, id }),
    );
    for await (const declaration of granted) yield declarationRequestOf(declaration);
  },
  noteApprovers: ({ documentId, requestId }, approverIds) =>
    saveDeclarationApprovers(documentId, requestId, approverIds),
  refuse: async (_deps, request, decider) =>
    (await findAble(request)).some(({ id }) => id === decider.id) ? null : 'not_your_role',
  findApprovers: findAble,
  settle: settleDeclaration,
};

/** Who may answer the step it is at. */
async function findAble({ documentId }: ApprovalRequest): Promise<Person[]> {
  const declaration = await findDeclaration(documentId);
  const person = declaration && (await findPerson(declaration.personId));
  if (!declaration || !person) return [];
  const { step = 'hr' } = declaration;
  return findAnswerers({ answers: standingAnswers({ ...declaration, step }) }, { person, step });
}
