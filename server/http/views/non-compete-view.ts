import type {
  AgreementView,
  EmployerRecordView,
  NonCompeteCaseView,
  OwnAgreement,
} from '../../contract/view-non-compete.ts';
import { NonCompeteSourceSchema } from '../../contract/non-compete.ts';
import { restrictionOf, type Agreement } from '../../domain/non-compete/agreement.ts';
import { accountOf, floorFen, listDues } from '../../domain/non-compete/compensation.ts';
import { ELIGIBILITY_SOURCES, isInForce, refuseSource } from '../../domain/non-compete/eligibility.ts';
import {
  allowedNonCompete,
  type NonCompeteActor,
  type NonCompeteCase,
} from '../../domain/non-compete/procedure.ts';
import type { Ground } from '../../flow/non-compete/non-compete-parts.ts';
import type { EmployerRecord } from '../../store/non-compete-records.ts';

/** The agreement as its person sees it: terms, money, authorisations and what is watched. */
export function ownAgreementView(agreement: Agreement, { day, settings }: Ground): OwnAgreement {
  const { monitoring, release, signedDay, endedDay } = agreement;
  const { dueFen, paidFen, missedDueDays } = accountOf(agreement, day, settings);
  const missed = new Set(missedDueDays);
  const { startedAt, stoppedAt, purpose, stopReasons = [] } = monitoring;
  return {
    id: agreement.id,
    agreementNo: agreement.agreementNo,
    ...(signedDay !== undefined && { signedDay }),
    ...(endedDay !== undefined && { endedDay }),
    ...restrictionOf(agreement),
    roleClass: agreement.roleClass,
    secrets: agreement.secrets.map(({ name, kind, basis }) => ({ name, kind, basis })),
    scope: agreement.scope,
    area: agreement.area,
    termMonths: agreement.termMonths,
    monthlyFen: agreement.monthlyFen,
    floorFen: floorFen(agreement, settings),
    payDay: agreement.payDay,
    dues: listDues(agreement).map(({ dueDay, amountFen }) => ({
      dueDay,
      amountFen,
      missed: missed.has(dueDay),
    })),
    dueFen,
    paidFen,
    payments: agreement.payments.map(({ id, amountFen, paidDay, reference }) => ({
      id,
      amountFen,
      paidDay,
      reference,
    })),
    ...(release && { release: { day: release.day, reason: release.reason } }),
    authorisations: agreement.authorisations.map((one) => ({
      id: one.id,
      signedDay: one.signedDay,
      fromDay: one.fromDay,
      toDay: one.toDay,
      ...(one.withdrawnDay !== undefined && { withdrawnDay: one.withdrawnDay }),
      inForce: isInForce(one, day),
    })),
    monitoring: {
      state: monitoring.state,
      sources: [...monitoring.sources],
      ...(startedAt && { startedAt: startedAt.toISOString() }),
      ...(stoppedAt && { stoppedAt: stoppedAt.toISOString() }),
      ...(purpose !== undefined && { purpose }),
      stopReasons: [...stopReasons],
    },
  };
}

/** The same with what HR needs to handle it. */
export function agreementView(
  agreement: Agreement,
  input: Readonly<{
    ground: Ground;
    person: Readonly<{ name: string; employeeNo: string }>;
    records: readonly EmployerRecordView[];
    cases: readonly NonCompeteCaseView[];
    hasDoor: boolean;
  }>,
): AgreementView {
  const { ground, person, records, cases, hasDoor } = input;
  const { review } = agreement;
  return {
    ...ownAgreementView(agreement, ground),
    version: agreement.version,
    personName: person.name,
    employeeNo: person.employeeNo,
    averageWageFen: agreement.averageWageFen,
    minimumWageFen: agreement.minimumWageFen,
    ...(review && { review: { at: review.at.toISOString(), result: review.result, note: review.note } }),
    eligibility: NonCompeteSourceSchema.options.map((source) => ({
      source,
      reasons: refuseSource(agreement, source, ground).map((code) => ({
        code,
        source: ELIGIBILITY_SOURCES[code],
      })),
    })),
    records: [...records],
    cases: [...cases],
    hasDoor,
  };
}

export function employerRecordView(
  record: EmployerRecord,
  competitorNames: ReadonlyMap<string, string>,
): EmployerRecordView {
  const { employerName, creditCode, reference, match, settled } = record;
  const competitorName = competitorNames.get(match.competitorId ?? '');
  return {
    id: record.id,
    source: record.source,
    month: record.month,
    ...(employerName !== undefined && { employerName }),
    ...(creditCode !== undefined && { creditCode }),
    ...(reference !== undefined && { reference }),
    receivedAt: record.receivedAt.toISOString(),
    verdict: match.verdict,
    ...(match.basis && { basis: match.basis }),
    ...(match.doubt && { doubt: match.doubt }),
    likenessPct: Math.round(match.likeness * 100),
    ...(competitorName !== undefined && { competitorName }),
    ...(settled && {
      settled: { at: settled.at.toISOString(), isSame: settled.isSame, reason: settled.reason },
    }),
  };
}

export function nonCompeteCaseView(
  record: NonCompeteCase,
  input: Readonly<{ reader: NonCompeteActor; ground: Ground; employerName?: string | undefined }>,
): NonCompeteCaseView {
  const { reader, ground, employerName } = input;
  const { explanation, objection, verification, demand, answerDueAt, outcome } = record;
  const said = (answer: { at: Date; text: string }) => ({ at: answer.at.toISOString(), text: answer.text });
  return {
    id: record.id,
    caseNo: record.caseNo,
    agreementId: record.agreementId,
    version: record.version,
    state: record.state,
    ...(outcome && { outcome }),
    month: record.month,
    ...(employerName !== undefined && { employerName }),
    openedAt: record.openedAt.toISOString(),
    ...(answerDueAt && { answerDueAt: answerDueAt.toISOString() }),
    ...(explanation && { explanation: said(explanation) }),
    ...(objection && { objection: said(objection) }),
    ...(verification && {
      verification: {
        at: verification.at.toISOString(),
        result: verification.result,
        reason: verification.reason,
      },
    }),
    ...(demand && {
      demand: { at: demand.at.toISOString(), deadlineDay: demand.deadlineDay, reason: demand.reason },
    }),
    actions: allowedNonCompete(record, { actor: reader, at: ground.at, day: ground.day }),
    history: record.history.map(({ at, event, to, reason }) => ({
      at: at.toISOString(),
      event,
      to,
      ...(reason !== undefined && { reason }),
    })),
  };
}
