import { addDays } from '../domain/time.ts';
import { fetchAbsences } from './absences.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import { fetchDayResults } from './day-results.ts';
import type { Attendance, ReadDays, ReadFlows } from './platform.ts';
import { fetchPunchFlows } from './punch-flows.ts';
import { writePunches } from './punches.ts';
import { fetchShiftDays } from './shift-days.ts';

/** The platform's limits for one attendance query: people, and days with both ends. */
const maxPeople = 50;
const maxDays = 30;

export function createAttendance(client: FeishuClient): Attendance {
  return {
    fetchSchedules: async (input) => {
      const queries = splitQuery(input);
      const shifts = await fetchShiftDays(client, queries);
      const known = await fetchAbsences(client, queries);
      const unread = [...shifts.unread, ...known.unread];
      return { days: shifts.days, absences: known.absences, ...(unread.length > 0 && { unread }) };
    },
    fetchFlows: async ({ userIds, ...window }) => {
      const found: ReadFlows[] = [];
      for (const part of chunk(userIds, maxPeople))
        found.push(await fetchPunchFlows(client, { userIds: part, ...window }));
      return { flows: found.flatMap(({ flows }) => flows), unread: found.flatMap(({ unread }) => unread) };
    },
    fetchDays: async (input) => {
      const found: ReadDays[] = [];
      for (const query of splitQuery(input)) found.push(await fetchDayResults(client, query));
      return { days: found.flatMap(({ days }) => days), unread: found.flatMap(({ unread }) => unread) };
    },
    writePunches: async (punches) => {
      for (const part of chunk(punches, maxPeople)) await writePunches(client, part);
    },
  };
}

function splitQuery({ userIds, fromDay, toDay }: AttendanceQuery): AttendanceQuery[] {
  const queries: AttendanceQuery[] = [];
  for (let from = fromDay; from <= toDay; from = addDays(from, maxDays)) {
    const last = addDays(from, maxDays - 1);
    const to = last < toDay ? last : toDay;
    for (const part of chunk(userIds, maxPeople)) queries.push({ userIds: part, fromDay: from, toDay: to });
  }
  return queries;
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}
