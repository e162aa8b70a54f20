import { describe, expect, it } from 'vitest';
import { useScriptedPlatform, useTenant } from './support.ts';

const ok = (data: unknown) => ({ body: { code: 0, msg: 'success', data } });
const punch = {
  id: '019aaf00-0000-7000-8000-000000000001',
  userId: 'u2',
  at: new Date('2026-11-23T01:00:30Z'),
  placeName: '世纪大道店',
  comment: '上班',
};

describe('attendance schedules', () => {
  it('give each working day its shift, breaks and hours after midnight, and the leave', async () => {
    const { feishu } = await useTenant();
    const { days, absences } = await feishu.attendance.fetchSchedules({
      userIds: ['u2', 'u3'],
      fromDay: '2026-11-24',
      toDay: '2026-11-29',
    });
    const dayShift = {
      userId: 'u2',
      shiftId: 's-day',
      timeZone: 'Asia/Shanghai',
      periods: [{ start: '09:00', end: '18:00' }],
      rests: [{ start: '12:00', end: '13:00' }],
    };
    const lateShift = {
      userId: 'u2',
      shiftId: 's-late',
      timeZone: 'Asia/Shanghai',
      periods: [{ start: '18:00', end: '26:00' }],
      rests: [],
    };
    expect(days).toEqual([
      { ...dayShift, day: '2026-11-24' },
      { ...lateShift, day: '2026-11-25' },
      { ...dayShift, day: '2026-11-26' },
      { ...dayShift, day: '2026-11-27' },
    ]);
    expect(absences).toEqual([
      {
        userId: 'u2',
        kind: 'leave',
        startAt: new Date('2026-11-24T01:00:00Z'),
        endAt: new Date('2026-11-24T04:00:00Z'),
      },
    ]);
  });

  it('ask for at most 50 people and 30 days at once, and for each shift once', async () => {
    const { feishu, requests } = await useScriptedPlatform((path) => {
      if (path.includes('/shifts/'))
        return ok({ punch_time_rule: [{ on_time: '9:00', off_time: '18:00' }], rest_time_rule: [] });
      if (path.includes('/user_approvals/')) return ok({ user_approvals: [] });
      return ok({
        user_daily_shifts: [{ group_id: 'g', shift_id: 's1', month: 202611, user_id: 'u0', day_no: 3 }],
      });
    });
    const userIds = Array.from({ length: 50 }, (_, no) => `u${no}`);
    const range = { fromDay: '2026-11-01', toDay: '2026-12-15' };
    await feishu.attendance.fetchSchedules({ userIds, ...range });
    expect(requests.filter((line) => line.includes('/user_daily_shifts/'))).toHaveLength(2);
    expect(requests.filter((line) => line.includes('/user_approvals/'))).toHaveLength(2);
    expect(requests.filter((line) => line.includes('/shifts/'))).toHaveLength(1);
  });

  it('read leave, trips, outings and overtime in the zone the platform names, each once', async () => {
    const span = { start_time: '2026-11-24 09:00:00', end_time: '2026-11-24 12:00:30' };
    const row = {
      user_id: 'u2',
      time_zone: 'Asia/Shanghai',
      leaves: [span],
      outs: [],
      trips: [],
      overtime_works: [],
    };
    const { feishu } = await useScriptedPlatform((path) =>
      path.includes('/user_approvals/')
        ? ok({
            user_approvals: [
              row,
              row,
              { ...row, time_zone: '', leaves: [], outs: [span], trips: null },
              { ...row, leaves: [], overtime_works: [span] },
            ],
          })
        : ok({}),
    );
    const query = { userIds: ['u2'], fromDay: '2026-11-24', toDay: '2026-11-24' };
    const { absences } = await feishu.attendance.fetchSchedules(query);
    const inShanghai = { startAt: new Date('2026-11-24T01:00:00Z'), endAt: new Date('2026-11-24T04:00:30Z') };
    const inUtc = { startAt: new Date('2026-11-24T09:00:00Z'), endAt: new Date('2026-11-24T12:00:30Z') };
    expect(absences).toEqual([
      { userId: 'u2', kind: 'leave', ...inShanghai },
      { userId: 'u2', kind: 'trip', ...inUtc },
      { userId: 'u2', kind: 'overtime', ...inShanghai },
    ]);
  });

  it('take the holidays and make-up workdays of the group over the rota', async () => {
    const day = (no: number) => ({ group_id: 'g', shift_id: 's1', month: 202610, user_id: 'u1', day_no: no });
    const { feishu } = await useScriptedPlatform((path) => {
      if (path.includes('/shifts/'))
        return ok({ punch_time_rule: [{ on_time: '9:00', off_time: '18:00' }], rest_time_rule: [] });
      if (path.includes('/user_approvals/')) return ok({ user_approvals: [] });
      if (path.includes('/groups/'))
        return ok({
          time_zone: 'Asia/Shanghai',
          no_need_punch_special_days: [{ punch_day: 20_261_001, shift_id: '0' }],
          need_punch_special_days: [
            { punch_day: 20_261_010, shift_id: 's2' },
            { punch_day: 20_261_107, shift_id: 's2' },
          ],
        });
      return ok({ user_daily_shifts: [day(1), day(8), day(9)] });
    });
    const { days } = await feishu.attendance.fetchSchedules({
      userIds: ['u1', 'u2'],
      fromDay: '2026-10-01',
      toDay: '2026-10-20',
    });
    expect(days.map((one) => [one.userId, one.day, one.shiftId])).toEqual([
      ['u1', '2026-10-08', 's1'],
      ['u1', '2026-10-09', 's1'],
      ['u1', '2026-10-10', 's2'],
    ]);
  });

  it('treat the rest shift as a day off', async () => {
    const { feishu } = await useScriptedPlatform((path) =>
      path.includes('/user_daily_shifts/')
        ? ok({
            user_daily_shifts: [{ group_id: 'g', shift_id: '0', month: 202611, user_id: 'u2', day_no: 3 }],
          })
        : ok({}),
    );
    const query = { userIds: ['u2'], fromDay: '2026-11-03', toDay: '2026-11-03' };
    await expect(feishu.attendance.fetchSchedules(query)).resolves.toEqual({ days: [], absences: [] });
  });

  it('fail as a whole when one shift cannot be read, or a stranger comes back', async () => {
    const query = { userIds: ['u2'], fromDay: '2026-11-03', toDay: '2026-11-03' };
    const rowOf = (userId: string) =>
      ok({
        user_daily_shifts: [{ group_id: 'g', shift_id: 's1', month: 202611, user_id: userId, day_no: 3 }],
      });
    const broken = await useScriptedPlatform((path) =>
      path.includes('/shifts/') ? { status: 400, body: { code: 1220001 } } : rowOf('u2'),
    );
    await expect(broken.feishu.attendance.fetchSchedules(query)).rejects.toMatchObject({
      details: { operation: 'attendance.shift.get', code: 1220001 },
    });
    const stranger = await useScriptedPlatform(() => rowOf('u3'));
    await expect(stranger.feishu.attendance.fetchSchedules(query)).rejects.toMatchObject({
      details: { code: -2 },
    });
  });
});

describe('punches written as attendance records', () => {
  it('arrive once, however often they are sent', async () => {
    const { sandbox, feishu } = await useTenant();
    await feishu.attendance.writePunches([punch]);
    await feishu.attendance.writePunches([punch]);
    expect(sandbox.flows()).toHaveLength(1);
    expect(sandbox.flows()[0]).toMatchObject({
      user_id: 'u2',
      check_time: '1795395630',
      location_name: '世纪大道店',
      idempotent_id: punch.id,
    });
  });

  it('fail when the platform took only a part, though it says code 0', async () => {
    const { feishu } = await useTenant();
    const stranger = { ...punch, id: 'other', userId: 'nobody' };
    await expect(feishu.attendance.writePunches([punch, stranger])).rejects.toMatchObject({
      code: 'platform_failed',
    });
  });

  it('go in parts of 50', async () => {
    const { sandbox, feishu } = await useTenant();
    await feishu.attendance.writePunches(
      Array.from({ length: 51 }, (_, no) => ({ ...punch, id: `p-${no}` })),
    );
    expect(sandbox.flows()).toHaveLength(51);
  });
});
