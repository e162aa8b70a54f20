import type { Case } from '../domain/case/case.ts';
import { mayHandle } from '../flow/alert/alert-action.ts';
import type { Alert } from '../store/alerts.ts';
import type { Person } from '../store/people.ts';

/** How a reader relates to an alert or a case; null = may not know that it exists. */
export type Relation = 'subject' | 'manager' | 'hr' | 'approver' | null;

const isHr = ({ roles }: Person): boolean => roles.includes('hr') || roles.includes('hr_lead');

/** The person always, from publication on; the own region's manager and HR once it earned a card. */
export function alertRelation(alert: Alert, reader: Person): Relation {
  const isOut = alert.publishedAt !== undefined || alert.status === 'silenced';
  if (reader.id === alert.personId) return isOut ? 'subject' : null;
  if (!isOut || alert.caseId === undefined) return null;
  if (isHr(reader)) return 'hr';
  return mayHandle(alert, reader) && alert.managerId !== undefined ? 'manager' : null;
}

/**
 * The person from publication on, HR from T0 on, the named approvers from the proposal or the request to open the name on, and whoever
 * may decide an appeal from the appeal on; all of them as long as they have the role they were asked for.
 */
export function caseRelation(record: Case, reader: Person, at: Date): Relation {
  const isOut = record.state !== 'open';
  if (reader.id === record.personId) return isOut ? 'subject' : null;
  if (!isOut && record.publishAt > at) return null;
  if (isHr(reader)) return 'hr';
  const { approval, unmaskAsk, appeal } = record;
  const asked = [approval?.approverIds, unmaskAsk?.approverIds, appeal?.deciderIds].flatMap(
    (ids) => ids ?? [],
  );
  return reader.roles.includes('legal') && asked.includes(reader.id) ? 'approver' : null;
}
