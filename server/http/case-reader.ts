import { workingDaysLeft } from '../domain/calendar.ts';
import { standingPenalty } from '../domain/case/appeal.ts';
import { allowedActions } from '../domain/case/allowed-actions.ts';
import { isNameForReaders } from '../domain/case/name.ts';
import { waitedDays } from '../domain/case/waits.ts';
import type { CaseView } from '../contract/views.ts';
import { zoneOf } from '../flow/company/calendar.ts';
import { findRevokers } from '../flow/case/appeal-deciders.ts';
import { caseActorOf } from '../flow/case/case-actor.ts';
import { loadTrackRecord } from '../flow/tuning/tuning-quality.ts';
import { findAlert } from '../store/alerts.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findLiveLink } from '../store/leaver-links.ts';
import { findPeople, type Person } from '../store/people.ts';
import { caseRelation } from './access.ts';
import { caseView } from './views/case-view.ts';

/** The case as this reader may see it: the name only for the person, and for HR and approvers once it is open (R12). */
export async function caseFor(record: CaseRecord, reader: Person, at: Date): Promise<CaseView> {
  const people = new Map((await findPeople(namedIds(record))).map((person) => [person.id, person]));
  const mayName = mayReadName(record, reader, at);
  const subject = people.get(record.personId);
  const name = subject?.name;
  const nameOf = (id: string): string => {
    if (id === record.personId && !mayName) return record.pseudonym;
    return people.get(id)?.name ?? id;
  };
  const { clock } = record;
  return caseView(record, {
    at,
    ...(clock && { workingDaysLeft: workingDaysLeft(at, clock.dueAt, await zoneOf(record)) }),
    readerId: reader.id,
    actions: allowedActions(record, await caseActorOf(record, reader), at),
    ...(mayName && name !== undefined && { personName: name }),
    nameOf,
    waits: await waitViews(record, at),
    recordOf: await loadTrackRecord(),
    ...(await takeBackOf(record, reader, at)),
    ...(subject?.isActive === false && reader.id !== subject.id && (await departedOf(subject, mayName, at))),
  });
}

/** Who takes back a penalty that stands: those of them who may read the case. */
async function takeBackOf(record: CaseRecord, reader: Person, at: Date): Promise<Pick<CaseView, 'takeBack'>> {
  if (reader.id === record.personId || standingPenalty(record) === undefined) return {};
  const revokers = (await findRevokers(record, at)).filter(
    (person) => caseRelation(record, person, at) !== null,
  );
  const groundFellAt = record.lead ? undefined : (await findAlert(record.alertId))?.exoneratedAt;
  return {
    takeBack: {
      ...(groundFellAt && { groundFellAt: groundFellAt.toISOString() }),
      by: revokers.map(({ name }) => name),
    },
  };
}

async function departedOf(
  { id, employeeNo }: Person,
  mayName: boolean,
  at: Date,
): Promise<Pick<CaseView, 'departed'>> {
  const hasLink = (await findLiveLink(id, at)) !== null;
  return { departed: { hasLink, ...(mayName && { employeeNo }) } };
}

/** Whether this reader sees the person's name in the case. */
export function mayReadName(record: CaseRecord, reader: Pick<Person, 'id'>, at: Date): boolean {
  return reader.id === record.personId || isNameForReaders(record, at);
}

function namedIds({ history, messages = [], personId, approval, unmaskAsk, duty }: CaseRecord): string[] {
  const actors = history.map(({ actorId }) => actorId);
  const writers = messages.map(({ byId }) => byId);
  const onDuty = duty ? [duty.hrId, ...duty.deputyIds] : [];
  const asked = [...(approval?.approverIds ?? []), ...(unmaskAsk?.approverIds ?? [])];
  return [...new Set([...actors, ...writers, ...asked, ...onDuty, personId])];
}

async function waitViews(record: CaseRecord, at: Date): Promise<CaseView['waits']> {
  const { waits = [] } = record;
  if (waits.length === 0) return [];
  const zone = await zoneOf(record);
  return waits.map((wait) => ({
    kind: wait.kind,
    startedAt: wait.startedAt.toISOString(),
    dueAt: wait.dueAt.toISOString(),
    ...(wait.endedAt && { endedAt: wait.endedAt.toISOString() }),
    reason: wait.reason,
    workingDays: waitedDays(wait, at, zone),
  }));
}
