import { isEnded } from '../domain/case/case.ts';
import { allowedActions } from '../domain/case/allowed-actions.ts';
import { workingDaysLeft } from '../domain/calendar.ts';
import { isNameOpen } from '../domain/case/name.ts';
import type { CaseView } from '../contract/views.ts';
import { zoneOf } from '../flow/calendar.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findPeople, type Person } from '../store/people.ts';
import { caseView } from './views/case-view.ts';

/** The case as this reader may see it: the name only for the person, and for HR and approvers once it is open (R12). */
export async function caseFor(record: CaseRecord, reader: Person, at: Date): Promise<CaseView> {
  const actors = record.history.map(({ actorId }) => actorId);
  const ids = [...new Set([...actors, ...(record.unmaskAsk?.approverIds ?? []), record.personId])];
  const people = new Map((await findPeople(ids)).map((person) => [person.id, person]));
  const mayName = reader.id === record.personId || (isNameOpen(record, at) && !isEndedInFavour(record));
  const name = people.get(record.personId)?.name;
  const nameOf = (id: string): string => {
    if (id === record.personId && !mayName) return record.pseudonym;
    return people.get(id)?.name ?? id;
  };
  const { clock } = record;
  return caseView(record, {
    at,
    ...(clock && { workingDaysLeft: workingDaysLeft(at, clock.dueAt, await zoneOf(record)) }),
    actions: allowedActions(record, { personId: reader.id, roles: reader.roles }, at),
    ...(mayName && name !== undefined && { personName: name }),
    nameOf,
  });
}

/** A case that came to nothing is nobody's business any more. */
function isEndedInFavour({ state, outcome }: CaseRecord): boolean {
  return isEnded(state) && outcome !== 'warning' && outcome !== 'talk';
}
