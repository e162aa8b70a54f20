import { z } from 'zod';
import { platformFailed } from '../errors.ts';
import { employeeType, queryData } from './attendance-query.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import { pathId } from './path-id.ts';
import type { AttendanceSnapshot, UnreadRow } from './platform.ts';
import { badReplyCode } from './reply-fault.ts';
import { readRows, unlessMalformed, unreadOf } from './unread-rows.ts';

type ShiftDay = AttendanceSnapshot['days'][number];
type ShiftTimes = Pick<ShiftDay, 'periods' | 'rests'>;

const queryName = 'attendance.userDailyShift.query';
const DailyShiftsSchema = z.object({
  data: z.object({ user_daily_shifts: z.array(z.unknown()).optional() }),
});
const DaySchema = z.object({ month: z.int().min(197001).max(999912), day_no: z.int().min(1).max(31) });
const RowSchema = DaySchema.extend({
  user_id: z.string().min(1),
  group_id: z.string().optional(),
  shift_id: z.string(),
}).refine(({ month, day_no: day }) => isDay(dayOfRow(month, day)), { path: ['day_no'] });
/** Hours above 23 mean the next day. */
const ClockSchema = z
  .string()
  .regex(/^\d{1,2}:[0-5]\d$/)
  .transform((clock) => clock.padStart(5, '0'));
/** `get` takes no other department id type. */
const groupParams = { ...employeeType, dept_type: 'open_id' as const };
/** yyyyMMdd. */
const SpecialDaySchema = z.object({
  punch_day: z.int().min(19_700_101).max(99_991_231),
  shift_id: z.string(),
});
const GroupSchema = z.object({
  data: z.object({
    time_zone: z.string().optional(),
    need_punch_special_days: z.array(SpecialDaySchema).nullish(),
    no_need_punch_special_days: z.array(SpecialDaySchema).nullish(),
  }),
});
type Group = Readonly<{
  /** Null when it names none that exists, so that the person's own counts. */
  timeZone: string | null;
  /** The group's holidays (null) and make-up workdays (their shift), by day. */
  specialDays: ReadonlyMap<string, string | null>;
}>;
const ShiftSchema = z.object({
  data: z.object({
    punch_time_rule: z.array(
      z
        .object({ on_time: ClockSchema, off_time: ClockSchema })
        // A shift into the next day ends at an hour above 23: one that ends before it begins has lost it.
        .refine(({ on_time: on, off_time: off }) => on < off),
    ),
    rest_time_rule: z
      .array(z.object({ rest_begin_time: ClockSchema, rest_end_time: ClockSchema }))
      .optional(),
  }),
});

type ShiftDays = Readonly<{ days: ShiftDay[]; unread: UnreadRow[] }>;

/**
 * Who works when, in the queries' days; a day without a shift (or with the rest shift "0") has no row. A holiday of the person's group
 * is no working day, whatever the rota says, and a make-up workday is one.
 */
export async function fetchShiftDays(
  client: FeishuClient,
  queries: readonly AttendanceQuery[],
): Promise<ShiftDays> {
  const timesOf = once((shiftId: string) => unlessMalformed(fetchShift(client, shiftId)));
  const groupOf = once((groupId: string) => unlessMalformed(fetchGroup(client, groupId)));
  const days: ShiftDay[] = [];
  const unread: UnreadRow[] = [];
  for (const query of queries) {
    const found = await fetchDailyShifts(client, query);
    unread.push(...found.unread);
    const groups = new Map<string, Group>();
    const lost = new Set<string>();
    for (const { groupId } of found.rows) {
      const group = groupId === '' ? undefined : await groupOf(groupId);
      if (group) groups.set(groupId, group);
      else if (group === null) lost.add(groupId);
    }
    // Which days of such a group are holidays or make-up workdays is unknown.
    const members = found.rows.filter(({ groupId }) => lost.has(groupId)).map(({ userId }) => userId);
    unread.push(...[...new Set(members)].map((userId) => ({ userId, field: 'attendance.group.get' })));
    for (const { groupId, ...day } of withSpecialDays(found.rows, groups, query)) {
      const times = await timesOf(day.shiftId);
      const timeZone = groups.get(groupId)?.timeZone ?? null;
      if (times) days.push({ ...day, ...(timeZone !== null && { timeZone }), ...times });
      else unread.push({ userId: day.userId, day: day.day, field: 'attendance.shift.get' });
    }
  }
  return { days, unread };
}

type Planned = Readonly<{ userId: string; day: string; shiftId: string; groupId: string }>;

const toPlanned = (row: z.output<typeof RowSchema>): Planned => ({
  userId: row.user_id,
  day: dayOfRow(row.month, row.day_no),
  shiftId: row.shift_id,
  groupId: row.group_id ?? '',
});

function withSpecialDays(
  rows: readonly Planned[],
  groups: ReadonlyMap<string, Group>,
  { fromDay, toDay }: AttendanceQuery,
): Planned[] {
  const isSpecial = ({ groupId, day }: Planned): boolean =>
    groups.get(groupId)?.specialDays.has(day) === true;
  const members = new Map(rows.map(({ userId, groupId }) => [`${userId} ${groupId}`, { userId, groupId }]));
  const makeUp = [...members.values()].flatMap((member) =>
    [...(groups.get(member.groupId)?.specialDays ?? [])].flatMap(([day, shiftId]) =>
      shiftId !== null && day >= fromDay && day <= toDay ? [{ ...member, day, shiftId }] : [],
    ),
  );
  return [...rows.filter((row) => !isSpecial(row)), ...makeUp];
}

/** Each id is asked after once. */
function once<T>(fetch: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (id) => {
    const found = known.get(id) ?? fetch(id);
    known.set(id, found);
    return found;
  };
}

async function fetchGroup({ sdk, call }: FeishuClient, groupId: string): Promise<Group> {
  const payload = { path: { group_id: pathId('groupId', groupId) }, params: groupParams };
  const run = () => sdk.attendance.group.get(payload);
  const { data } = await call({ name: 'attendance.group.get', reply: GroupSchema, repeatable: true, run });
  const zone = data.time_zone ?? '';
  const holidays = (data.no_need_punch_special_days ?? []).map(({ punch_day: day }) => [day, null] as const);
  const workdays = (data.need_punch_special_days ?? [])
    .filter(({ shift_id: shiftId }) => shiftId !== '' && shiftId !== '0')
    .map(({ punch_day: day, shift_id: shiftId }) => [day, shiftId] as const);
  return {
    timeZone: Intl.supportedValuesOf('timeZone').includes(zone) ? zone : null,
    specialDays: new Map([...holidays, ...workdays].map(([day, shiftId]) => [dayOfNumber(day), shiftId])),
  };
}

async function fetchDailyShifts(client: FeishuClient, query: AttendanceQuery) {
  const payload = { data: queryData(query), params: employeeType };
  const run = () => client.sdk.attendance.userDailyShift.query(payload);
  const reply = await client.call({ name: queryName, reply: DailyShiftsSchema, repeatable: true, run });
  const { read, faulty } = readRows(reply.data.user_daily_shifts ?? [], RowSchema);
  if (read.some((row) => !query.userIds.includes(row.user_id))) throw platformFailed(queryName, badReplyCode);
  const rows = read.filter((row) => row.shift_id !== '' && row.shift_id !== '0').map(toPlanned);
  return { rows, unread: unreadOf({ client, name: queryName, query }, faulty, dayIn) };
}

/** The day a faulty row is about, where that much can be read. */
function dayIn(row: unknown): Pick<UnreadRow, 'day'> {
  const { data } = DaySchema.safeParse(row);
  const day = data && dayOfRow(data.month, data.day_no);
  return day !== undefined && isDay(day) ? { day } : {};
}

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

async function fetchShift({ sdk, call }: FeishuClient, shiftId: string): Promise<ShiftTimes> {
  const payload = { path: { shift_id: pathId('shiftId', shiftId) } };
  const run = () => sdk.attendance.shift.get(payload);
  const { data } = await call({ name: 'attendance.shift.get', reply: ShiftSchema, repeatable: true, run });
  return {
    periods: data.punch_time_rule.map((rule) => ({ start: rule.on_time, end: rule.off_time })),
    rests: (data.rest_time_rule ?? []).map((rule) => ({
      start: rule.rest_begin_time,
      end: rule.rest_end_time,
    })),
  };
}

const dayOfNumber = (yyyymmdd: number): string => dayOfRow(Math.trunc(yyyymmdd / 100), yyyymmdd % 100);

function dayOfRow(month: number, dayNo: number): string {
  const text = String(month);
  return `${text.slice(0, 4)}-${text.slice(4)}-${String(dayNo).padStart(2, '0')}`;
}
