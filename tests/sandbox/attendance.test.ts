import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  at = await startSandbox();
});
afterAll(() => at.sandbox.close());

const employee = { employee_type: 'employee_id' as const };

describe('schedules', () => {
  it('gives each rostered day, the daily entry before the weekly one', async () => {
    const reply = await at.client.attendance.userDailyShift.query({
      params: employee,
      data: { user_ids: ['u2'], check_date_from: 20261123, check_date_to: 20261129 },
    });
    const days = reply.data?.user_daily_shifts?.map((row) => [row.month, row.day_no, row.shift_id]);
    expect(days).toEqual([
      [202611, 23, 's-day'],
      [202611, 24, 's-day'],
      [202611, 25, 's-late'],
      [202611, 26, 's-day'],
      [202611, 27, 's-day'],
    ]);
  });

  it('refuses an open_id type and a span above a month', async () => {
    const ask = (
      data: { user_ids: string[]; check_date_from: number; check_date_to: number },
      type: string,
    ) =>
      at.client.request({
        method: 'POST',
        url: '/open-apis/attendance/v1/user_daily_shifts/query',
        params: { employee_type: type },
        data,
      });
    const month = { user_ids: ['u2'], check_date_from: 20261101, check_date_to: 20261231 };
    expect(await refusal(ask(month, 'employee_id'))).toMatchObject({ code: 1220001 });
    const day = { user_ids: ['ou_p2'], check_date_from: 20261123, check_date_to: 20261123 };
    expect(await refusal(ask(day, 'open_id'))).toMatchObject({ code: 1220001 });
  });

  it('shows a shift with its rests, and hours past midnight above 24', async () => {
    const get = (id: string) => at.client.attendance.shift.get({ path: { shift_id: id } });
    expect((await get('s-day')).data).toMatchObject({
      punch_time_rule: [{ on_time: '9:00', off_time: '18:00' }],
      rest_time_rule: [{ rest_begin_time: '12:00', rest_end_time: '13:00' }],
    });
    expect((await get('s-late')).data?.punch_time_rule?.[0]?.off_time).toBe('26:00');
  });

  it('gives approved leave on the days it touches', async () => {
    const reply = await at.client.attendance.userApproval.query({
      params: employee,
      data: { user_ids: ['u2'], check_date_from: 20261123, check_date_to: 20261125 },
    });
    expect(reply.data?.user_approvals).toMatchObject([
      {
        user_id: 'u2',
        date: '20261124',
        leaves: [{ start_time: '2026-11-24 09:00:00', end_time: '2026-11-24 12:00:00' }],
        trips: [],
      },
    ]);
  });
});

describe('punches', () => {
  const record = (userId: string, checkTime: string, id: string) => ({
    user_id: userId,
    creator_id: 'u2',
    location_name: '世纪大道店',
    check_time: checkTime,
    comment: '明勤',
    idempotent_id: id,
  });
  const seconds = (iso: string) => String(Date.parse(iso) / 1000);
  const create = (records: ReturnType<typeof record>[]) =>
    at.client.attendance.userFlow.batchCreate({ params: employee, data: { flow_records: records } });

  it('stores a punch once per idempotent_id and finds it again', async () => {
    const checkTime = seconds('2026-11-23T09:03:00+08:00');
    const first = await create([record('u2', checkTime, 'p-1')]);
    const again = await create([record('u2', checkTime, 'p-1')]);
    expect(again.data?.flow_records?.[0]?.record_id).toBe(first.data?.flow_records?.[0]?.record_id);
    const found = await at.client.attendance.userFlow.query({
      params: employee,
      data: {
        user_ids: ['u2'],
        check_time_from: seconds('2026-11-23T00:00:00+08:00'),
        check_time_to: seconds('2026-11-24T00:00:00+08:00'),
      },
    });
    expect(found.data?.user_flow_results).toHaveLength(1);
    expect(at.sandbox.flows()).toHaveLength(1);
  });

  it('names people it does not know in msg, with code 0', async () => {
    const reply = await create([record('u-nobody', seconds('2026-11-23T09:03:00+08:00'), 'p-2')]);
    expect(reply.code).toBe(0);
    expect(reply.msg).toContain('u-nobody');
    expect(reply.data?.flow_records).toEqual([]);
  });

  it('judges the day from the punches', async () => {
    const reply = await at.client.attendance.userTask.query({
      params: employee,
      data: { user_ids: ['u2'], check_date_from: 20261123, check_date_to: 20261123 },
    });
    expect(reply.data?.user_task_results?.[0]?.records[0]).toMatchObject({
      check_in_result: 'Late',
      check_out_result: 'Todo',
    });
  });
});
