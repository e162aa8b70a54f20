import { v7 as uuidv7 } from 'uuid';
import type { AgreementBody } from '../../../server/contract/non-compete.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import {
  addAuthorisation,
  addPayment,
  putAgreement,
  reviewAgreement,
} from '../../../server/flow/non-compete/non-compete.ts';
import { startMonitoring } from '../../../server/flow/non-compete/non-compete-monitor.ts';
import { putCompetitor } from '../../../server/flow/non-compete/competitors.ts';
import type { AgreementRecord } from '../../../server/store/non-compete-agreements.ts';
import { savePerson } from '../../../server/store/people.ts';
import { buildPerson } from '../company.ts';

export const LI = { personId: 'li', roles: ['hr'] };
export const SUN = { personId: 'sun', roles: ['hr', 'hr_lead'] };
export const ZHOU = { personId: 'zhou', roles: ['legal'] };
export const BOSS = { personId: 'boss', roles: ['legal'] };
export const GONE = { personId: 'gone', roles: [] };
export const REASON = '已逐项核对材料与说明，理由写在这里，至少二十个字符。';

/** Somebody who left on 30 June 2026. */
export async function addDeparted(): Promise<void> {
  await savePerson(
    buildPerson({ id: 'gone', name: '林离职', isActive: false, leftAt: new Date('2026-06-30T10:00:00Z') }),
  );
}

export function buildAgreementBody(overrides: Partial<AgreementBody> = {}): AgreementBody {
  return {
    id: uuidv7(),
    employeeNo: 'E-gone',
    signedDay: '2025-01-10',
    endedDay: '2026-06-30',
    roleClass: 'confidentiality_duty',
    secrets: [{ name: '经销商底价表', kind: 'business', basis: '负责华东区定价' }],
    scope: '华东快消品经销',
    area: '上海',
    termMonths: 12,
    monthlyFen: 400_000,
    averageWageFen: 1_200_000,
    minimumWageFen: 274_000,
    payDay: 10,
    ...overrides,
  };
}

/** An agreement that is reviewed, authorised and paid until the pay day of December 2026. */
export async function addAgreement(
  deps: Deps,
  overrides: Partial<AgreementBody> = {},
): Promise<AgreementRecord> {
  const made = await putAgreement(deps, LI, buildAgreementBody(overrides));
  const { id } = made;
  for (const month of ['08', '09', '10', '11'])
    await addPayment(deps, LI, {
      id,
      body: { id: uuidv7(), amountFen: 400_000, paidDay: `2026-${month}-08`, reference: '代发' },
    });
  await addAuthorisation(deps, LI, {
    id,
    body: {
      id: uuidv7(),
      signedDay: '2026-07-01',
      fromDay: '2026-07-01',
      toDay: '2027-06-30',
      documentSha256: 'b'.repeat(64),
    },
  });
  return reviewAgreement(deps, ZHOU, { id, version: 5, result: 'proportionate', note: REASON });
}

/** The same, watched through the insurance feed, with one competitor on the list. */
export async function startWatching(deps: Deps): Promise<AgreementRecord> {
  const { id, version } = await addAgreement(deps);
  await putCompetitor(deps, SUN, {
    id: 'yonghui',
    body: { name: '永辉超市股份有限公司', creditCode: '91350000727900106T', aliases: [] },
  });
  return startMonitoring(deps, SUN, { id, version, sources: ['insurance_feed'], purpose: REASON });
}
