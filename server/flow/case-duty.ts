import type { CaseRecord } from '../store/cases.ts';
import { findPeopleWithRole, type Person } from '../store/people.ts';

/** HR people who get the case card where no roster names them. */
const HR_RECEIVERS = 3;

/** HR on duty, never the person the case is about. */
export async function findCaseHr(record: Pick<CaseRecord, 'personId'>): Promise<Person[]> {
  const hr = await findPeopleWithRole('hr');
  return hr.filter(({ id }) => id !== record.personId).slice(0, HR_RECEIVERS);
}

/** Who is rung up when a deadline has passed: the HR leads; without any, HR. */
export async function findCaseLeads(record: Pick<CaseRecord, 'personId'>): Promise<Person[]> {
  const leads = await findPeopleWithRole('hr_lead');
  const others = leads.filter(({ id }) => id !== record.personId);
  return others.length > 0 ? others : findCaseHr(record);
}
