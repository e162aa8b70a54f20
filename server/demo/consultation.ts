import type { Consultation } from '../contract/policy.ts';
import { addDays } from '../domain/time.ts';

/** How the demo's staff were consulted about the policy that was adopted on this day. */
export const consultationBefore = (adoptedDay: string): Consultation => ({
  form: 'staff_congress',
  withWhom: '第三届职工代表大会',
  people: 12,
  discussedFromDay: addDays(adoptedDay, -30),
  discussedToDay: addDays(adoptedDay, -26),
  opinions: '希望没有信号的时段不算缺岗，能随时看到自己的记录，兼职申报不影响排班。',
  settledWith: '明勤示范零售有限公司工会委员会',
  settledDay: addDays(adoptedDay, -14),
  result: '三条都写进规范：空白不作为证据，本人可查看全部记录，申报不作为排班依据。',
  publicisedFromDay: addDays(adoptedDay, -8),
  publicisedHow: '飞书公告和各门店公告栏，7 日',
});
