import { v7 as uuidv7 } from 'uuid';
import { AgreementViewSchema } from '../../contract/view-non-compete.ts';
import { openIdOf } from '../../demo/people.ts';
import { syncOrg } from '../../flow/org/sync-org.ts';
import { HR, HR_LEAD, LEGAL } from '../procedure.ts';
import type { Story } from '../story.ts';

const WHY = '已逐项核对协议、涉密事项与补偿支付记录，理由记录在案';
const LEAVER = 'r-10';
const AGREEMENT = {
  employeeNo: 'MQ1045',
  signedDay: '2025-01-10',
  endedDay: '2026-08-31',
  roleClass: 'confidentiality_duty',
  secrets: [{ name: '经销商底价表', kind: 'business', basis: '负责华东区定价' }],
  scope: '华东快消品经销',
  area: '上海',
  termMonths: 12,
  monthlyFen: 400_000,
  averageWageFen: 1_200_000,
  minimumWageFen: 274_000,
  payDay: 10,
};
const AUTHORISATION = {
  signedDay: '2026-09-01',
  fromDay: '2026-09-01',
  toDay: '2027-08-31',
  documentSha256: 'b'.repeat(64),
};

export const unpaidCompensation: Story = {
  title:
    'a departed rep’s compensation is not paid: watching does not start, starts when it is, and stops by itself when a month is missed',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await stage.at('2026-10-20 10:00', 'a rep has left; the chat directory says so');
    stage.world.sandbox.removeUser(openIdOf(LEAVER));
    await stage.settle();
    await syncOrg(stage.world.deps);
    const id = uuidv7();
    await stage.at('2026-10-20 11:00', 'HR puts the agreement on record');
    await stage.post(HR, '/api/v1/non-compete/agreements', { id, ...AGREEMENT });
    const path = `/api/v1/non-compete/agreements/${id}`;
    const read = async () => AgreementViewSchema.parse(await stage.get(HR, path));
    await stage.post(HR, `${path}/authorisations`, { id: uuidv7(), ...AUTHORISATION });
    await stage.post(LEGAL, `${path}/review`, {
      version: (await read()).version,
      result: 'proportionate',
      note: WHY,
    });
    const start = async () => ({
      version: (await read()).version,
      sources: ['insurance_feed'],
      purpose: WHY,
    });
    const refused = await stage.refused(HR_LEAD, `${path}/start`, await start());
    stage.expect(refused.code === 'not_eligible', 'unpaid: it cannot be watched, and the reason is told');
    await stage.at('2026-10-21 10:00', 'the company pays what it owes');
    await stage.post(HR, `${path}/payments`, {
      id: uuidv7(),
      amountFen: 400_000,
      paidDay: '2026-10-21',
      reference: '代发',
    });
    await stage.post(HR_LEAD, `${path}/start`, await start());
    stage.expect((await read()).monitoring.state === 'running', 'now it may be watched');
    await stage.at('2026-11-11 09:30', 'the pay day of November has passed without a payment');
    const stopped = await read();
    stage.expect(stopped.monitoring.state === 'stopped', 'watching has stopped by itself');
    stage.expect(stopped.monitoring.stopReasons.includes('unpaid'), 'its reason: unpaid');
    await stage.keep('agreement.json', JSON.stringify(stopped, null, 2));
  },
};
