import { dayOf } from '../../domain/time.ts';
import {
  findFlexibleByInstance,
  findHoldingFlexible,
  findWaitingFlexible,
  saveFlexibleApprovers,
} from '../../store/flexible-approvals.ts';
import { findFlexible, type FlexibleShift } from '../../store/flexible-shifts.ts';
import type { PageEnd } from '../../store/page.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson, type Person } from '../../store/people.ts';
import { findAnswerers } from '../approval/answerers.ts';
import type { ApprovalRequest, ApprovalTopic } from '../approval/approval-topic.ts';
import { flexibleRequestOf } from './ask-flexible.ts';
import { eachOf } from '../each-of.ts';
import { settleFlexible } from './flexible-answer.ts';

/** As long as a declaration: then HR is asked. */
const LIFE_MS = 9 * 24 * 3_600_000;

/** The superior's word on other hours. */
export const flexibleTopic: ApprovalTopic = {
  kind: 'flexible',
  collection: 'flexible_shifts',
  lifeMs: LIFE_MS,
  findByInstance: async (instanceCode) => {
    const request = await findFlexibleByInstance(instanceCode);
    return request && flexibleRequestOf(request);
  },
  listWaiting: (batch) => requestsOf(eachOf(batch, findWaitingFlexible, endOf)),
  listGranted: async function* (at, batch) {
    const fromDay = dayOf(at, await getTimeZone());
    yield* requestsOf(eachOf(batch, (scope) => findHoldingFlexible({ fromDay }, scope), endOf));
  },
  noteApprovers: ({ documentId, requestId }, approverIds) =>
    saveFlexibleApprovers(documentId, requestId, approverIds),
  refuse: async (_deps, request, decider) =>
    (await findAble(request)).some(({ id }) => id === decider.id) ? null : 'not_your_role',
  findApprovers: findAble,
  settle: settleFlexible,
};

const endOf = ({ submittedAt, id }: FlexibleShift): PageEnd => ({ at: submittedAt, id });

async function* requestsOf(requests: AsyncIterable<FlexibleShift>): AsyncGenerator<ApprovalRequest> {
  for await (const request of requests) yield flexibleRequestOf(request);
}

/** Who may answer the step it is at. */
async function findAble({ documentId }: ApprovalRequest): Promise<Person[]> {
  const request = await findFlexible(documentId);
  const person = request && (await findPerson(request.personId));
  if (!request || !person) return [];
  return findAnswerers(request, { person, step: request.step ?? 'hr' });
}
