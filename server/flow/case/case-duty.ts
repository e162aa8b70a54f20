import { dutyOn, peopleOn, type Duty } from '../../domain/case/duty.ts';
import { dayOf } from '../../domain/time.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPeople, findPeopleWithRole, type Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import { listDuty } from './duty.ts';

/** HR people who get the case card where no roster names them. */
const HR_RECEIVERS = 3;
type AboutCase = Pick<CaseRecord, 'personId' | 'duty' | 'timeZone'>;

/** Who is on duty for this case now: at work, and not the person it is about. Null without a roster. */
export async function findDuty(
  record: Pick<AboutCase, 'personId' | 'timeZone'>,
  at: Date,
): Promise<Duty | null> {
  const entries = await listDuty();
  const day = dayOf(at, record.timeZone);
  const people = await findPeople(peopleOn(entries, day));
  const free = new Set<string>();
  for (const person of people)
    if (isHrFor(record, person) && !(await isAway(person, at))) free.add(person.id);
  return dutyOn(entries, day, (id) => free.has(id));
}

/** Whether somebody may still be told of the case: whoever was on duty may have left, or left HR, since. */
const isHrFor = ({ personId }: Pick<AboutCase, 'personId'>, { id, isActive, roles }: Person): boolean =>
  isActive && id !== personId && (roles.includes('hr') || roles.includes('hr_lead'));

/** HR who answers for the case: whoever was on duty at T0, else HR; never the person the case is about. */
export async function findCaseHr(record: AboutCase): Promise<Person[]> {
  const { duty } = record;
  const named = duty ? await findPeople([duty.hrId]) : [];
  const onDuty = named.filter((person) => isHrFor(record, person));
  if (onDuty.length > 0) return onDuty;
  const hr = await findPeopleWithRole('hr');
  return hr.filter((person) => isHrFor(record, person)).slice(0, HR_RECEIVERS);
}

/** The same with those who stand in: for a deadline that comes near. */
export async function findCaseDeputies(record: AboutCase, at: Date): Promise<Person[]> {
  const now = await findDuty(record, at);
  const ids = [...(record.duty?.deputyIds ?? []), ...(now ? [now.hrId, ...now.deputyIds] : [])];
  const deputies = (await findPeople(ids)).filter((person) => isHrFor(record, person));
  const all = [...(await findCaseHr(record)), ...deputies];
  return [...new Map(all.map((person) => [person.id, person])).values()];
}

/** Who is rung up when a deadline has passed: the HR leads; without any, HR. */
export async function findCaseLeads(record: AboutCase): Promise<Person[]> {
  const leads = await findPeopleWithRole('hr_lead');
  const others = leads.filter(({ id }) => id !== record.personId);
  return others.length > 0 ? others : findCaseHr(record);
}

async function isAway({ id, timeZone }: Person, at: Date): Promise<boolean> {
  const day = dayOf(at, timeZone);
  const schedules = await findSchedules(id, day, day);
  return schedules.some(({ leaves }) => leaves.some((leave) => leave.startAt <= at && at < leave.endAt));
}
