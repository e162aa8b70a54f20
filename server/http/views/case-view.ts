import type { CaseView } from '../../contract/views.ts';
import { milderOutcomes } from '../../domain/case/appeal.ts';
import { caseKeptUntil } from '../../domain/case/kept-until.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { TrackRecordOf } from '../../flow/tuning/tuning-quality.ts';
import { findingView } from './finding-view.ts';
import { stepViews } from './case-step-views.ts';

/** What one reader may see and do, decided by the route. `nameOf` answers the pseudonym for the subject where the name is closed. */
export type CaseReader = Readonly<{
  at: Date;
  readerId: string;
  workingDaysLeft?: number;
  actions: CaseView['actions'];
  personName?: string;
  nameOf: (personId: string) => string;
  waits: CaseView['waits'];
  recordOf: TrackRecordOf;
  takeBack?: CaseView['takeBack'];
  departed?: CaseView['departed'];
}>;

export function caseView(record: CaseRecord, reader: CaseReader): CaseView {
  const { id, caseNo, version, state, lane, outcome, pseudonym, alertId, isTalkOnly } = record;
  const keptUntil = caseKeptUntil(record);
  return {
    id,
    caseNo,
    version,
    state,
    lane,
    ...(outcome !== undefined && { outcome }),
    ...(isTalkOnly && { isTalkOnly }),
    pseudonym,
    ...(reader.personName !== undefined && { personName: reader.personName }),
    openedAt: record.openedAt.toISOString(),
    ...clockView(record, reader.at, reader.workingDaysLeft),
    ...(keptUntil && { keptUntilAt: keptUntil.toISOString() }),
    finding: findingView(record.finding, reader.recordOf),
    beside: (record.beside ?? []).map((one) => findingView(one, reader.recordOf)),
    alertId,
    ...stepViews(record, reader.nameOf),
    ...(record.lead && { lead: { leadNo: record.lead.leadNo, source: record.lead.source } }),
    ...approvalView(record, reader),
    ...unmaskViews(record, reader),
    messages: messageViews(record, reader),
    waits: reader.waits,
    history: record.history.map(({ at, actorId, event, from, to, reason }) => ({
      at: at.toISOString(),
      actor: reader.nameOf(actorId),
      event,
      ...(from !== undefined && { from }),
      to,
      ...(reason !== undefined && { reason }),
    })),
    ...(reader.actions.includes('decide_appeal') && { milder: [...milderOutcomes(record)] }),
    ...(reader.takeBack && { takeBack: reader.takeBack }),
    ...(reader.departed && { departed: reader.departed }),
    actions: reader.actions,
  };
}

export function caseRow(record: CaseRecord, at: Date) {
  const { id, caseNo, state, lane, outcome, pseudonym, openedAt, finding } = record;
  return {
    id,
    caseNo,
    state,
    lane,
    ...(outcome !== undefined && { outcome }),
    pseudonym,
    openedAt: openedAt.toISOString(),
    ...clockView(record, at),
    sentence: { ...finding.sentence },
  };
}

function clockView({ clock }: CaseRecord, at: Date, workingDaysLeft?: number): Pick<CaseView, 'clock'> {
  if (!clock) return {};
  const { kind, dueAt, certain } = clock;
  const left = workingDaysLeft === undefined ? {} : { workingDaysLeft };
  return { clock: { kind, dueAt: dueAt.toISOString(), overdue: at >= dueAt, certain, ...left } };
}

/** Who is asked to open the name has a place of their own in the view. */
function approvalView(record: CaseRecord, { readerId, nameOf }: CaseReader): Pick<CaseView, 'approvalAsk'> {
  const { state, approval, unmaskAsk, personId } = record;
  const deciding = state === 'proposed' ? (approval?.approverIds ?? []) : [];
  const isYours = [...deciding, ...(unmaskAsk?.approverIds ?? [])].includes(readerId);
  if (readerId === personId || (deciding.length === 0 && !isYours)) return {};
  return { approvalAsk: { approvers: deciding.map(nameOf), isYours } };
}

function unmaskViews(
  { unmaskAsk: ask, unmask }: CaseRecord,
  { nameOf }: CaseReader,
): Pick<CaseView, 'unmaskAsk' | 'unmask'> {
  return {
    ...(ask && {
      unmaskAsk: {
        at: ask.at.toISOString(),
        by: nameOf(ask.byId),
        approvers: ask.approverIds.map(nameOf),
        purpose: ask.purpose,
        hours: ask.hours,
      },
    }),
    ...(unmask && {
      unmask: {
        at: unmask.at.toISOString(),
        askedBy: nameOf(unmask.askedById),
        by: nameOf(unmask.byId),
        purpose: unmask.purpose,
        until: unmask.untilAt.toISOString(),
      },
    }),
  };
}

function messageViews({ messages = [], personId }: CaseRecord, reader: CaseReader): CaseView['messages'] {
  const side = reader.readerId === personId ? 'subject' : 'hr';
  return messages.map(({ id, at, from, byId, text }) => ({
    id,
    at: at.toISOString(),
    from,
    by: reader.nameOf(byId),
    own: from === side,
    text,
  }));
}
