import { v7 as uuidv7 } from 'uuid';
import { contactCase, explainCase, verifyCase } from '../../../server/flow/case.ts';
import { executeCase, proposePenalty } from '../../../server/flow/decision.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvent } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findCase, listCases, type CaseRecord } from '../../../server/store/cases.ts';
import { createCompany, dwell, giveShift, type Company } from '../company.ts';

export const hr = { personId: 'li', roles: ['employee', 'hr'] };
export const lead = { personId: 'sun', roles: ['employee', 'hr', 'hr_lead'], leadsSubject: false };
export const subject = { personId: 'zhang', roles: ['employee'] };
export const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const evidence = [
  { kind: 'location' as const, note: '停留约 80 分钟' },
  { kind: 'interview' as const, note: '当面谈话，本人承认' },
];

/** One published case of 张导购 and the steps that lead it on, each as the people of the company take it. */
export async function startWalk() {
  const company: Company = await createCompany();
  const { deps } = company;
  await giveShift('zhang');
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
  const caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
  const load = async (): Promise<CaseRecord> => {
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    return record;
  };
  const version = async (): Promise<number> => (await load()).version;
  const contact = () => contactCase(deps, hr, { caseId });
  const explain = (done = true) => {
    const body = {
      id: uuidv7(),
      version: 0,
      quickReason: 'other',
      text: '去帮朋友看了一会儿店',
      done,
    } as const;
    return explainCase(deps, subject, { caseId, body });
  };
  const verify = async () =>
    verifyCase(deps, hr, { caseId, body: { version: await version(), result: 'substantiated', reason } });
  const propose = async () => {
    const body = { penalty: 'warning' as const, reason, legalBasis: '规范第 5 条', evidence };
    return proposePenalty(deps, hr, { caseId, body: { ...body, version: await version() } });
  };
  const tell = async (status: 'APPROVED' | 'REJECTED') => {
    await relay(deps);
    const instanceCode = (await load()).approval?.instanceCode ?? '';
    company.recording.decide(instanceCode, status, 'ou_zhou', deps.now());
    const event = { kind: 'approval', eventId: uuidv7(), instanceCode, status } as const;
    await receiveEvent(deps, event);
    return event.eventId;
  };
  const decide = async (status: 'APPROVED' | 'REJECTED') => {
    await handleEvent(deps, await tell(status));
    await relay(deps);
  };
  const toApproved = async () => {
    await contact();
    await explain();
    await verify();
    await propose();
    await decide('APPROVED');
  };
  const afterWindow = async () => company.setNow((await load()).appealUntilAt ?? deps.now());
  const execute = async () => executeCase(deps, hr, { caseId, version: await version() });
  const steps = { contact, explain, verify, propose, tell, decide, toApproved, afterWindow, execute };
  return { company, deps, caseId, load, version, ...steps };
}
export type Walk = Awaited<ReturnType<typeof startWalk>>;
