import { v7 as uuidv7 } from 'uuid';
import { contactCase } from '../../server/flow/case.ts';
import { requestData } from '../../server/flow/own/data-request.ts';
import { declareSideJob } from '../../server/flow/declare/declare.ts';
import { requestFlexible } from '../../server/flow/flexible/flexible.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { takeStaffLead } from '../../server/flow/lead/lead.ts';
import { putAgreement } from '../../server/flow/non-compete/non-compete.ts';
import { takePunches } from '../../server/flow/punch/punch.ts';
import { relay } from '../../server/flow/relay.ts';
import { takeSignals } from '../../server/flow/signal/signal.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { listCases } from '../../server/store/cases.ts';
import { findPerson, savePerson, type Person } from '../../server/store/people.ts';
import { buildPerson, DAY, dwell, giveShift } from '../flow/company.ts';
import { buildAgreementBody, LI } from '../flow/non-compete/departed.ts';
import { buildPunch, buildPunches } from '../support/phone.ts';

const UUID = '3f0c1c0e-9f0a-4c44-8d6b-6a3c8d1f2b11';
export const UNKNOWN_ID = '0192f0c0-0000-7000-8000-000000000000';

export type PreparedIds = Record<
  | 'leadId'
  | 'agreementId'
  | 'alertId'
  | 'caseId'
  | 'punchId'
  | 'requestId'
  | 'declarationId'
  | 'flexibleId'
  | 'overtimeId',
  string
>;

/** A published alert with its case, and a punch that waits. */
export async function prepare(deps: Deps): Promise<PreparedIds> {
  const zhang = await findPerson('zhang');
  if (!zhang) throw new Error('no zhang');
  await savePerson(buildPerson({ id: 'qian', storePlaceId: 'store' }));
  await savePerson(buildPerson({ id: 'chen', roles: ['employee', 'store_manager'], storePlaceId: 'store' }));
  await savePerson(buildPerson({ id: 'xu', roles: ['employee', 'store_manager'], storePlaceId: 'rival' }));
  await savePerson(buildPerson({ id: 'departed', roles: ['employee', 'hr', 'hr_lead', 'legal'] }));
  await giveShift('zhang');
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
  const punch = buildPunch('11:30');
  await takePunches(deps, zhang, buildPunches([punch]));
  const overtimeId = await askOvertime(deps, zhang);
  const [alert] = await findAlerts('zhang', DAY, DAY);
  const [record] = await listCases({ limit: 1 });
  if (!alert || !record) throw new Error('no alert');
  await contactCase(deps, { personId: 'li', roles: ['hr'] }, { caseId: record.id });
  const request = dataRequest();
  await requestData(deps, zhang, request);
  const { id: declarationId } = await declareSideJob(deps, zhang, {
    id: uuidv7(),
    kind: 'platform_gig',
    weekdays: [6],
    startTime: '19:00',
    endTime: '21:00',
    fromDay: DAY,
    toDay: '2026-12-31',
  });
  await giveShift('zhang', '2026-11-26');
  const { id: flexibleId } = await requestFlexible(deps, zhang, {
    id: uuidv7(),
    weekdays: [4],
    startTime: '12:00',
    endTime: '21:00',
    fromDay: '2026-11-26',
    toDay: '2026-11-26',
    reason: 'private',
  });
  const lead = { id: uuidv7(), kind: 'absent', day: DAY, text: '当天下午柜台一直没有人在' } as const;
  const wang = await findPerson('wang');
  if (wang) await takeStaffLead(deps, wang, { ...lead, employeeNo: 'E-zhang' });
  const agreement = await putAgreement(deps, LI, buildAgreementBody({ employeeNo: 'E-departed' }));
  const own = { leadId: lead.id, agreementId: agreement.id };
  const named = { alertId: alert.id, caseId: record.id, punchId: punch.id };
  return { ...named, ...own, requestId: request.id, declarationId, flexibleId, overtimeId };
}

/** A request that waits for the store's manager. */
async function askOvertime(deps: Deps, zhang: Person): Promise<string> {
  const punch = buildPunch('07:00');
  await takePunches(deps, zhang, buildPunches([punch]));
  const id = uuidv7();
  const request = { id, kind: 'overtime', capturedAtMs: punch.capturedAtMs, punchId: punch.id };
  const times = { startAtMs: punch.capturedAtMs, endAtMs: punch.capturedAtMs + 3_600_000, reason: '盘点' };
  const { installId, sentAtMs } = buildPunches([]);
  await takeSignals(deps, zhang, { installId, sentAtMs, signals: [{ ...request, ...times }] });
  return id;
}

export function dataRequest() {
  return { id: uuidv7(), kind: 'correct', topic: 'punch', text: '十九日的打卡时间不对' } as const;
}

/** The route's address with what was prepared in it. */
export function pathOf(template: string, ids: PreparedIds): string {
  return template
    .replace('/alerts/:id', `/alerts/${ids.alertId}`)
    .replace('/cases/:id', `/cases/${ids.caseId}`)
    .replace('/assignments/:id', `/assignments/${UNKNOWN_ID}`)
    .replace('/agreements/:id', `/agreements/${ids.agreementId}`)
    .replace('/leads/:id', `/leads/${ids.leadId}`)
    .replace('/punches/:id', `/punches/${ids.punchId}`)
    .replace('/versions/:version', '/versions/1')
    .replace('/assessments/:id', '/assessments/pia')
    .replace('/rollouts/:regionId', '/rollouts/pudong')
    .replace('/tests/:test', '/tests/org')
    .replace('/webhooks/:id', `/webhooks/${UUID}`)
    .replace('/pull-sources/:id', `/pull-sources/${UUID}`)
    .replace(':deliveryId', `msg_${'a'.repeat(43)}`)
    .replace('/detectors/:name', '/detectors/off-zone')
    .replace('/declarations/:id', `/declarations/${ids.declarationId}`)
    .replace('/flexible-shifts/:id', `/flexible-shifts/${ids.flexibleId}`)
    .replace('/overtime/:id', `/overtime/${ids.overtimeId}`)
    .replace(':requestId', ids.requestId)
    .replace(/:(photoId|visitId|fileId)/, UNKNOWN_ID)
    .replace(':day', DAY)
    .replace(':key', '1700000000000-customer-1')
    .replace('/duty/:id', '/duty/7f3c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a')
    .replace(':day', '2027-02-05')
    .replace(':group', 'procedure')
    .replace(':kind', 'photo')
    .replace(':month', '2026-11')
    .replace(':externalId', 'some-place');
}
