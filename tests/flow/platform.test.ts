import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { createFeishu } from '../../server/feishu/index.ts';
import { appealCase, decideAppeal } from '../../server/flow/case/case-appeal.ts';
import { writeMessage } from '../../server/flow/case/case-message.ts';
import { contactCase, explainCase, verifyCase } from '../../server/flow/case.ts';
import { proposePenalty } from '../../server/flow/decision.ts';
import { declareSideJob } from '../../server/flow/declare/declare.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { handleEvent } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { relay } from '../../server/flow/relay.ts';
import type { Sandbox } from '../../server/sandbox/index.ts';
import { findCase, listCases } from '../../server/store/cases.ts';
import { listDeclarations } from '../../server/store/declarations.ts';
import { findUnfinished } from '../../server/store/outbox.ts';
import { findPerson } from '../../server/store/people.ts';
import { useDatabase } from '../support/db.ts';
import { appId, appSecret, startSandbox } from '../sandbox/support.ts';
import { createCompany, dwell, giveShift, type Company } from './company.ts';
import { buildCompanyTenant } from './company-tenant.ts';

const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';

describe('the path on the tenant, through the real SDK', () => {
  useDatabase();
  let sandbox: Sandbox;
  let company: Company;
  beforeAll(async () => {
    ({ sandbox } = await startSandbox({ seed: buildCompanyTenant() }));
    const logger = { info: () => undefined, warn: () => undefined };
    const urls = { baseUrl: sandbox.url, accountsUrl: sandbox.url };
    company = await createCompany(createFeishu({ appId, appSecret, ...urls, logger }));
  });
  afterAll(() => sandbox.close());

  it(
    'leaves no card and no approval that the platform refuses, up to the closed decision',
    { timeout: 120_000 },
    async () => {
      const { deps } = company;
      await giveShift('zhang');
      await dwell('zhang', { from: '10:00', to: '11:20' });
      await detectPerson(deps, 'zhang');
      expect(await relay(deps)).toMatchObject({ failed: 0 });
      const hr = { personId: 'li', roles: ['hr'] };
      const caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
      const version = async () => (await findCase(caseId))?.version ?? 0;
      await contactCase(deps, hr, { caseId });
      const answer = {
        id: uuidv7(),
        version: await version(),
        quickReason: 'other',
        text: '去帮朋友看店',
      } as const;
      await explainCase(deps, { personId: 'zhang', roles: [] }, { caseId, body: answer });
      await verifyCase(deps, hr, {
        caseId,
        body: { version: await version(), result: 'substantiated', reason },
      });
      const evidence = [
        { kind: 'location' as const, note: '停留 80 分钟' },
        { kind: 'interview' as const, note: '当面谈话' },
      ];
      const proposal = { penalty: 'warning' as const, reason, legalBasis: '规范第 5 条', evidence };
      await proposePenalty(deps, hr, { caseId, body: { ...proposal, version: await version() } });
      expect(await relay(deps)).toMatchObject({ failed: 0 });
      const instanceCode = (await findCase(caseId))?.approval?.instanceCode ?? '';
      await sandbox.approve({ openId: 'ou_zhou', instanceCode, decision: 'APPROVED', comment: '同意' });
      const event = { kind: 'approval', eventId: 'e1', instanceCode, status: 'APPROVED' } as const;
      await receiveEvent(deps, event);
      await handleEvent(deps, event.eventId);
      expect(await relay(deps)).toMatchObject({ failed: 0 });
      expect(await findCase(caseId)).toMatchObject({
        state: 'approved',
        decision: { byId: 'zhou', comment: '同意' },
      });
      const subject = { personId: 'zhang', roles: [] };
      await writeMessage(deps, hr, { caseId, body: { id: 'm1', text: '请补充当天的单据' } });
      await writeMessage(deps, subject, { caseId, body: { id: 'm2', text: '单据已交给店长' } });
      const appeal = { id: uuidv7(), version: 0, text: '不同意这个处理' };
      await appealCase(deps, subject, { caseId, body: appeal });
      expect(await relay(deps)).toMatchObject({ failed: 0 });
      await decideAppeal(
        deps,
        { personId: 'sun', roles: ['hr_lead'], leadsSubject: false },
        { caseId, body: { version: await version(), result: 'overturned', reason } },
      );
      expect(await relay(deps)).toMatchObject({ failed: 0 });
      expect(await findCase(caseId)).toMatchObject({ state: 'closed', outcome: 'overturned' });
      expect(await findUnfinished(new Date('2100-01-01'), 10)).toEqual([]);
      expect(sandbox.messages().length).toBeGreaterThan(5);
    },
  );

  it('asks the manager and HR about a declaration and tells the person the answer', async () => {
    const { deps } = company;
    const zhang = await findPerson('zhang');
    if (!zhang) throw new Error('nobody');
    const hours = {
      weekdays: [4],
      startTime: '09:00',
      endTime: '12:00',
      fromDay: '2026-11-01',
      toDay: '2026-12-31',
    };
    await declareSideJob(deps, zhang, { id: uuidv7(), kind: 'employed', placeExternalId: 'rival', ...hours });
    expect(await relay(deps)).toMatchObject({ failed: 0 });
    for (const eventId of ['e-manager', 'e-hr']) {
      const { instanceCode, approverIds } = (await listDeclarations('zhang'))[0] ?? {};
      if (instanceCode === undefined) throw new Error('nobody was asked');
      await sandbox.approve({ openId: `ou_${approverIds?.[0]}`, instanceCode, decision: 'APPROVED' });
      await receiveEvent(deps, { kind: 'approval', eventId, instanceCode, status: 'APPROVED' });
      await handleEvent(deps, eventId);
      expect(await relay(deps)).toMatchObject({ failed: 0 });
    }
    expect(JSON.stringify(sandbox.messages().at(-1))).toContain('已同意');
  });
});
