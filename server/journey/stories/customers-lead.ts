import { v7 as uuidv7 } from 'uuid';
import { LeadListSchema, LeadReceiptSchema, LeadViewSchema } from '../../contract/lead.ts';
import { explains, HR, hrContacts, hrVerifies } from '../procedure.ts';
import type { Story } from '../story.ts';

const REASON = '店铺与时间可以核对，按程序请当事人说明情况后再作判断';

export const customersLead: Story = {
  title:
    'a customer’s lead: the same procedure, nothing decided by the lead alone, the customer can look up how far it is',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await stage.at('2026-10-20 10:00', 'a customer writes on the public page');
    const sent = await stage.anybody().send('POST', '/api/v1/public/leads', {
      id: uuidv7(),
      kind: 'second_job',
      day: '2026-10-19',
      who: '世纪大道店的导购，工牌上写孙悦',
      text: '昨天下午在隔壁商场的柜台看到她在收银，穿的是别家的制服',
    });
    stage.expect(sent.status === 201, 'it is taken');
    const { receipt } = LeadReceiptSchema.parse(sent.body);
    const lookUp = async (): Promise<string> =>
      JSON.stringify((await stage.anybody().send('POST', '/api/v1/public/leads/status', { receipt })).body);
    stage.expect((await lookUp()).includes('received'), 'the number it got says: received');
    await stage.at('2026-10-20 11:00', 'HR reads it and opens the procedure');
    const { leads } = LeadListSchema.parse(await stage.get(HR, '/api/v1/leads'));
    const lead = LeadViewSchema.parse(await stage.get(HR, `/api/v1/leads/${leads[0]?.id}`));
    await stage.post(HR, `/api/v1/leads/${lead.id}/accept`, {
      version: lead.version,
      employeeNo: 'MQ1022',
      reason: REASON,
    });
    stage.expect((await lookUp()).includes('in_procedure'), 'the customer reads: in procedure, and no more');
    await stage.at('2026-10-21 09:05', 'the next morning it is told to both sides');
    const opened = await stage.newestCase(HR);
    stage.expect(opened.finding.verdict !== 'supported', 'a lead alone supports nothing');
    await stage.at('2026-10-21 14:00', 'HR writes, she explains');
    await hrContacts(stage, opened.id);
    await explains(stage, opened.id, '前天我调休，是去给妹妹的店帮忙拍照，没有收银');
    await stage.at('2026-10-22 10:00', 'her leave is on record: nothing is left of it');
    const ended = await hrVerifies(stage, opened.id, 'unsubstantiated');
    stage.expect(ended.state === 'closed', 'the case is closed');
    stage.expect((await lookUp()).includes('closed'), 'the customer reads: closed');
    stage.expect(!(await lookUp()).includes('孙悦'), 'and nothing about whom or why');
  },
};
