import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useScriptedPlatform } from './support.ts';

const ok = (data: unknown) => ({ body: { code: 0, msg: 'success', data } });
const query = { userIds: ['u1', 'u2', 'u3'], fromDay: '2026-11-02', toDay: '2026-11-06' };
const shiftRow = (userId: string, dayNo: number, shiftId = 's1') => ({
  group_id: 'g',
  shift_id: shiftId,
  month: 202611,
  user_id: userId,
  day_no: dayNo,
});
const span = (day: string) => ({ start_time: `${day} 09:00:00`, end_time: `${day} 12:00:00` });
const leaveRow = (userId: string) => ({
  user_id: userId,
  time_zone: 'Asia/Shanghai',
  leaves: [span('2026-11-03')],
  outs: [],
  trips: [span('2026-11-05')],
  overtime_works: null,
});
type Rows = Readonly<{ shifts: unknown[]; approvals: unknown[]; flows?: unknown[]; results?: unknown[] }>;
type Tenant = Rows & Readonly<{ rule?: unknown; group?: unknown }>;
const window = { fromAt: new Date('2026-11-01T16:00:00Z'), toAt: new Date('2026-11-06T16:00:00Z') };
const flowRow = (userId: string, day: number) => ({
  user_id: userId,
  record_id: `${userId}-${day}`,
  check_time: String(Date.UTC(2026, 10, day, 1) / 1000),
  is_field: true,
  is_wifi: false,
  type: 0,
});
const resultRow = (userId: string, dayNo: number) => ({
  user_id: userId,
  day: 20261100 + dayNo,
  records: [{ check_in_result: 'Normal', check_out_result: 'Late' }],
});
const RULE = { punch_time_rule: [{ on_time: '9:00', off_time: '18:00' }], rest_time_rule: [] };

async function fetchOf(tenant: () => Tenant) {
  const { feishu, lines } = await useScriptedPlatform((path) => {
    const { shifts, approvals, flows, results, ...rest } = tenant();
    const { rule = RULE, group = { time_zone: 'Asia/Shanghai' } } = rest;
    if (path.includes('/user_flows/')) return ok({ user_flow_results: flows });
    if (path.includes('/user_tasks/')) return ok({ user_task_results: results });
    if (path.includes('/shifts/')) return ok(path.includes('/s2') ? rule : RULE);
    if (path.includes('/groups/')) return ok(group);
    if (path.includes('/user_approvals/')) return ok({ user_approvals: approvals });
    return ok({ user_daily_shifts: shifts });
  });
  const { attendance } = feishu;
  return {
    fetch: () => attendance.fetchSchedules(query),
    fetchFlows: () => attendance.fetchFlows({ userIds: query.userIds, ...window }),
    fetchDays: () => attendance.fetchDays(query),
    lines,
  };
}
const whole: Tenant = {
  shifts: query.userIds.flatMap((id) => [2, 3, 4, 5, 6].map((no) => shiftRow(id, no))),
  approvals: query.userIds.map(leaveRow),
  flows: query.userIds.flatMap((id) => [2, 3, 4].map((no) => flowRow(id, no))),
  results: query.userIds.flatMap((id) => [2, 3, 4].map((no) => resultRow(id, no))),
};
const junk = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.integer(),
  fc.string(),
  fc.constant([]),
  fc.constant({}),
  fc.constant('2026-11-31 09:00:00'),
  fc.constant('9:00'),
  fc.constant([{}]),
);

describe('a row that cannot be read', () => {
  it('of a shift holds its person on its day, and no other', async () => {
    const shifts = [shiftRow('u1', 2), { ...shiftRow('u2', 3), shift_id: 7 }, shiftRow('u2', 4)];
    const { fetch, lines } = await fetchOf(() => ({ shifts, approvals: [] }));
    const { days, unread } = await fetch();
    expect(days.map(({ userId, day }) => [userId, day])).toEqual([
      ['u1', '2026-11-02'],
      ['u2', '2026-11-04'],
    ]);
    expect(unread).toEqual([{ userId: 'u2', day: '2026-11-03', field: 'shift_id' }]);
    const told = JSON.stringify(lines);
    expect(told).toContain('feishu rows are malformed');
    expect(told).not.toContain('u2');
  });

  it('of leave holds its person on every day, for it may be any', async () => {
    const approvals = [
      { ...leaveRow('u1'), leaves: [{ ...span('2026-11-03'), end_time: '2026-11-02 12:00:00' }] },
      { ...leaveRow('u2'), time_zone: 'Mars/Olympus' },
      leaveRow('u3'),
    ];
    const { fetch } = await fetchOf(() => ({ shifts: [], approvals }));
    const { absences, unread } = await fetch();
    expect(new Set(absences.map(({ userId }) => userId))).toEqual(new Set(['u3']));
    expect(unread).toEqual([
      { userId: 'u1', field: 'leaves.end_time' },
      { userId: 'u2', field: 'time_zone' },
    ]);
  });

  it('that names nobody holds everybody who was asked for', async () => {
    const { user_id: _none, ...nameless } = leaveRow('u1');
    const { fetch } = await fetchOf(() => ({ shifts: [], approvals: [nameless] }));
    expect((await fetch()).unread?.map(({ userId }) => userId)).toEqual(query.userIds);
  });

  it.each([
    ['a shift', { rule: { punch_time_rule: [{ on_time: '22:00', off_time: '06:00' }] } }, '2026-11-04'],
    ['a shift without times', { rule: {} }, '2026-11-04'],
    ['a group', { group: { need_punch_special_days: [{ punch_day: 'x', shift_id: 's1' }] } }, undefined],
  ])('because of %s holds those who have it', async (_what, broken, day) => {
    const shifts = [shiftRow('u1', 3), shiftRow('u2', 4, 's2')];
    const own = 'group' in broken ? shifts.map((row) => ({ ...row, group_id: 'g2' })) : shifts;
    const { fetch } = await fetchOf(() => ({ shifts: own, approvals: [], ...broken }));
    const held = (await fetch()).unread ?? [];
    expect(held.map((row) => [row.userId, row.day])).toEqual(
      day === undefined
        ? [
            ['u1', undefined],
            ['u2', undefined],
          ]
        : [['u2', day]],
    );
  });

  it('rows: whatever one row becomes, what it said is read or its person is held', async () => {
    let tenant = whole;
    const { fetch } = await fetchOf(() => tenant);
    const known = await fetch();
    const target = fc.oneof(
      fc.record({
        list: fc.constant('shifts' as const),
        at: fc.nat(whole.shifts.length - 1),
        field: fc.constantFrom('user_id', 'month', 'day_no', 'shift_id'),
      }),
      fc.record({
        list: fc.constant('approvals' as const),
        at: fc.nat(whole.approvals.length - 1),
        field: fc.constantFrom('user_id', 'time_zone', 'leaves', 'trips'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(target, junk, async ({ list, at, field }, value) => {
        const rows = whole[list].map((row, n) => (n === at ? { ...Object(row), [field]: value } : row));
        tenant = { ...whole, [list]: rows };
        const owner = query.userIds[list === 'shifts' ? Math.floor(at / 5) : at] ?? '';
        const read = await fetch().catch(() => null);
        // Nothing was taken over at all: a stranger's row.
        if (read === null) return;
        const saidOf = (all: typeof read) =>
          JSON.stringify([
            all.days.filter(({ userId }) => userId === owner),
            all.absences.filter(({ userId }) => userId === owner),
          ]);
        const isHeld = (read.unread ?? []).some(({ userId }) => userId === owner);
        // Words of the platform itself that say something else, and are read as they are.
        const isSaid =
          (['leaves', 'trips'].includes(field) &&
            (value === null || value === undefined || (Array.isArray(value) && value.length === 0))) ||
          (['time_zone', 'shift_id'].includes(field) && (typeof value === 'string' || value === undefined)) ||
          (['month', 'day_no'].includes(field) && typeof value === 'number');
        expect(isHeld || isSaid || saidOf(read) === saidOf(known)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('of a punch or a result holds its person at its time, and no other', async () => {
    const flows = [
      flowRow('u1', 2),
      { ...flowRow('u2', 3), record_id: 7 },
      { ...flowRow('u3', 3), check_time: 'x' },
    ];
    const results = [
      resultRow('u1', 2),
      { ...resultRow('u2', 3), records: [{}] },
      { ...resultRow('u3', 31) },
    ];
    const { fetchFlows, fetchDays, lines } = await fetchOf(() => ({ ...whole, flows, results }));
    const punched = await fetchFlows();
    expect(punched.flows.map(({ recordId }) => recordId)).toEqual(['u1-2']);
    expect(punched.unread).toEqual([
      { userId: 'u2', at: new Date('2026-11-03T01:00:00Z'), field: 'record_id' },
      { userId: 'u3', field: 'check_time' },
    ]);
    const made = await fetchDays();
    expect(made.days.map(({ userId, day }) => [userId, day])).toEqual([['u1', '2026-11-02']]);
    expect(made.unread).toEqual([
      { userId: 'u2', day: '2026-11-03', field: 'records.check_in_result' },
      { userId: 'u3', field: 'day' },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/u[123]/);
  });

  it('punches and results: whatever one row becomes, what it said is read or its person is held', async () => {
    let tenant = whole;
    const { fetchFlows, fetchDays } = await fetchOf(() => tenant);
    const read = async () => {
      const [punched, made] = [await fetchFlows(), await fetchDays()];
      return { rows: [...punched.flows, ...made.days], unread: [...punched.unread, ...made.unread] };
    };
    const known = await read();
    const target = fc.oneof(
      fc.tuple(
        fc.constant('flows' as const),
        fc.nat(8),
        fc.constantFrom('user_id', 'record_id', 'check_time'),
      ),
      fc.tuple(fc.constant('results' as const), fc.nat(8), fc.constantFrom('user_id', 'day', 'records')),
    );
    await fc.assert(
      fc.asyncProperty(target, junk, async ([list, at, field], value) => {
        const rows = (whole[list] ?? []).map((row, n) =>
          n === at ? { ...Object(row), [field]: value } : row,
        );
        tenant = { ...whole, [list]: rows };
        const owner = query.userIds[Math.floor(at / 3)] ?? '';
        const saidOf = (all: typeof known) =>
          JSON.stringify(all.rows.filter(({ userId }) => userId === owner));
        const now = await read();
        const isHeld = now.unread.some(({ userId }) => userId === owner);
        // Another name of a record says nothing else, and a day without records is one.
        const isSaid =
          (field === 'record_id' && typeof value === 'string') ||
          (field === 'records' && Array.isArray(value) && value.length === 0);
        expect(isHeld || isSaid || saidOf(now) === saidOf(known)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
