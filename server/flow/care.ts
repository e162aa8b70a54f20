import { nextWorkMoment } from '../domain/calendar.ts';
import { USUAL_CARE } from '../domain/care/care-settings.ts';
import { formGroups } from '../domain/care/form-groups.ts';
import { personMonth, type PersonMonth } from '../domain/care/person-month.ts';
import { summariseGroup } from '../domain/care/summarise-group.ts';
import { daysOf, monthBefore } from '../domain/report/monthly-report.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { hasCareReport, insertCareReport } from '../store/care-reports.ts';
import { insertReport } from '../store/monthly-reports.ts';
import { getTimeZone } from '../store/org-mapping.ts';
import { findPeopleWithRole, listStaff, type Person } from '../store/people.ts';
import { findPunches } from '../store/punches.ts';
import { findCountedSchedules } from '../store/schedules.ts';
import { findWorkRecords } from '../store/work-records.ts';
import { zoneOf } from './company/calendar.ts';
import type { Deps } from './deps.ts';
import { eachAtMost } from './each-at-most.ts';

const AT_ONCE = 8;
/** Days before the month that its first week may begin with. */
const WEEK_DAYS = 6;
/** When managers are told, on the first working day after it is made. */
const TOLD_AT = '10:00';

/**
 * Once a month, of the month before: overtime, rest, sales against the own trend and spread of work, by groups of at least five people
 * (M24). For HR and managers to do something for people; detectors cannot read any of it.
 */
export async function makeCareReport(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const month = monthBefore(dayOf(deps.now(), timeZone).slice(0, 7));
  if (await hasCareReport(month)) return;
  const staff = await listStaff();
  const months = new Map<string, PersonMonth>();
  await eachAtMost(AT_ONCE, staff, async (person) => {
    months.set(person.id, await monthOf(person, month));
  });
  const people = staff.map(({ id, regionId = '', departmentIds: [departmentId = ''] }) => ({
    id,
    regionId,
    departmentId,
  }));
  const groups = formGroups(people, USUAL_CARE.minGroup).map(({ memberIds, regionIds, departmentIds }) => {
    const own = memberIds.flatMap((id) => months.get(id) ?? []);
    return { regionIds, departmentIds, ...summariseGroup(own, USUAL_CARE) };
  });
  const at = deps.now();
  const today = instantOf(dayOf(at, timeZone), '00:00', timeZone);
  const due = nextWorkMoment(today, TOLD_AT, await zoneOf({ timeZone }));
  const workedIn = new Set(
    people.flatMap(({ id, regionId }) => ((months.get(id)?.workedMin ?? 0) > 0 ? regionId : [])),
  );
  // A month before the company began has nothing to tell of.
  for (const manager of await findPeopleWithRole('area_manager'))
    if (workedIn.has(manager.regionId ?? '') && careGroupsOf(manager, groups).length > 0)
      await insertReport({ personId: manager.id, month, at, isTeam: true }, due.at);
  // Last: a run that broke off before tells everybody again, each once.
  await insertCareReport({ month, at, groups });
}

/** The groups that lie wholly in a manager's own region. */
export function careGroupsOf<Group extends Readonly<{ regionIds: readonly string[] }>>(
  { regionId }: Pick<Person, 'regionId'>,
  groups: readonly Group[],
): Group[] {
  return groups.filter(({ regionIds }) => regionId !== undefined && regionIds.every((id) => id === regionId));
}

async function monthOf({ id, employeeNo, timeZone }: Person, month: string): Promise<PersonMonth> {
  const days = daysOf(month);
  const first = days[0] ?? `${month}-01`;
  const last = days.at(-1) ?? first;
  const fromDay = addDays(first, -WEEK_DAYS);
  const at = (day: string): Date => instantOf(day, '00:00', timeZone);
  const firstMonth = monthsBack(month, USUAL_CARE.trendMonths);
  const [schedules, punches, records] = await Promise.all([
    findCountedSchedules(id, fromDay, last),
    findPunches(id, at(fromDay), at(addDays(last, 2))),
    findWorkRecords(employeeNo, at(`${firstMonth}-01`), at(addDays(last, 1))),
  ]);
  const salesFen: Record<string, number> = {};
  for (const record of records) {
    if (record.kind !== 'orders') continue;
    const own = dayOf(record.startAt, timeZone).slice(0, 7);
    salesFen[own] = (salesFen[own] ?? 0) + record.data.amountFen;
  }
  const confirmed = punches.filter(({ status }) => status !== 'declined');
  const facts = { month, schedules, punches: confirmed, salesFen };
  return personMonth(
    { ...facts, salesFen: Object.keys(salesFen).length === 0 ? null : salesFen },
    USUAL_CARE,
  );
}

function monthsBack(month: string, count: number): string {
  return count === 0 ? month : monthsBack(monthBefore(month), count - 1);
}
