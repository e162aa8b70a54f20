import type { PageEnd } from '../../store/page.ts';
import {
  findPackByInstance,
  listAskedPacks,
  listOpenPacks,
  savePackApprovers,
  type PackRecord,
} from '../../store/packs.ts';
import type { ApprovalRequest, ApprovalTopic } from '../approval/approval-topic.ts';
import { packRequestOf } from './ask-pack.ts';
import { findPackApprovers, settlePackRequest } from './pack.ts';
import { eachOf } from '../each-of.ts';
import { isInLine } from '../case/reporting-line.ts';

/** As long as a proposal. */
const LIFE_MS = 9 * 24 * 3_600_000;

/** The second person's word on taking evidence out. */
export const packTopic: ApprovalTopic = {
  kind: 'export',
  collection: 'packs',
  lifeMs: LIFE_MS,
  findByInstance: async (instanceCode) => {
    const pack = await findPackByInstance(instanceCode);
    return pack && packRequestOf(pack);
  },
  listWaiting: (batch) => requestsOf(eachOf(batch, listAskedPacks, endOf)),
  listGranted: (at, batch) => requestsOf(eachOf(batch, (scope) => listOpenPacks(at, scope), endOf)),
  noteApprovers: ({ documentId }, approverIds) => savePackApprovers(documentId, approverIds),
  refuse: async (_deps, { subjectId = '' }, decider) => {
    if (!decider.roles.includes('legal') && !decider.roles.includes('hr_lead')) return 'not_your_role';
    return (await isInLine(decider, subjectId)) ? 'in_reporting_line' : null;
  },
  findApprovers: ({ subjectId = '', applicantId }) => findPackApprovers(subjectId, applicantId),
  settle: settlePackRequest,
};

const endOf = ({ askedAt, id }: PackRecord): PageEnd => ({ at: askedAt, id });

async function* requestsOf(packs: AsyncIterable<PackRecord>): AsyncGenerator<ApprovalRequest> {
  for await (const pack of packs) yield packRequestOf(pack);
}
