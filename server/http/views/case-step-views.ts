import type { CaseView } from '../../contract/views.ts';
import type { CaseRecord } from '../../store/cases.ts';

type NameOf = (personId: string) => string;
type Steps = Pick<
  CaseView,
  | 'duty'
  | 'contact'
  | 'explanationDueAt'
  | 'explanationEndedAt'
  | 'explanation'
  | 'extension'
  | 'verification'
  | 'proposal'
  | 'decision'
  | 'appealUntilAt'
  | 'appeal'
  | 'execution'
  | 'revocation'
>;

/** What people have said and decided in a case so far. */
export function stepViews(record: CaseRecord, nameOf: NameOf): Steps {
  return {
    ...explainingViews(record, nameOf),
    ...decidingViews(record, nameOf),
    ...appealViews(record, nameOf),
  };
}

function explainingViews(record: CaseRecord, nameOf: NameOf) {
  const { contact, explanation, explanationDueAt, explanationEndedAt, extension, verification } = record;
  return {
    ...(record.duty && {
      duty: { hr: nameOf(record.duty.hrId), deputies: record.duty.deputyIds.map(nameOf) },
    }),
    ...(contact && {
      contact: {
        at: contact.at.toISOString(),
        by: nameOf(contact.byId),
        ...(contact.queuedUntil && { queuedUntil: contact.queuedUntil.toISOString() }),
        ...(contact.note !== undefined && { note: contact.note }),
      },
    }),
    ...(explanationDueAt && { explanationDueAt: explanationDueAt.toISOString() }),
    ...(explanationEndedAt && { explanationEndedAt: explanationEndedAt.toISOString() }),
    ...(explanation && {
      explanation: {
        at: explanation.at.toISOString(),
        quickReason: explanation.quickReason,
        text: explanation.text,
      },
    }),
    ...(extension && {
      extension: { at: extension.at.toISOString(), by: nameOf(extension.byId), reason: extension.reason },
    }),
    ...(verification && {
      verification: {
        at: verification.at.toISOString(),
        result: verification.result,
        reason: verification.reason,
      },
    }),
  };
}

function decidingViews({ proposal, decision }: CaseRecord, nameOf: NameOf) {
  return {
    ...(proposal && {
      proposal: {
        at: proposal.at.toISOString(),
        by: nameOf(proposal.byId),
        penalty: proposal.penalty,
        ...measuresOf(proposal),
        reason: proposal.reason,
        legalBasis: proposal.legalBasis,
        evidence: proposal.evidence.map(({ kind, note }) => ({ kind, note })),
      },
    }),
    ...(decision && {
      decision: {
        at: decision.at.toISOString(),
        by: nameOf(decision.byId),
        result: decision.result,
        comment: decision.comment,
        ...(decision.revertedAt && { revertedAt: decision.revertedAt.toISOString() }),
      },
    }),
  };
}

/** All that goes together, with its money: whoever is to answer must know what is at stake. */
function measuresOf({ penalty, sanction }: NonNullable<CaseRecord['proposal']>) {
  const { measures = [penalty], deductionFen, fineFen } = sanction ?? {};
  return {
    measures: [...measures],
    ...(measures.includes('performance_deduction') && deductionFen !== undefined && { deductionFen }),
    ...(measures.includes('fine') && fineFen !== undefined && { fineFen }),
  };
}

function appealViews({ appealUntilAt, appeal, execution, revocation }: CaseRecord, nameOf: NameOf) {
  const decided = appeal?.decision;
  return {
    ...(appealUntilAt && { appealUntilAt: appealUntilAt.toISOString() }),
    ...(appeal && {
      appeal: {
        at: appeal.at.toISOString(),
        text: appeal.text,
        ...(decided && {
          decision: {
            at: decided.at.toISOString(),
            by: nameOf(decided.byId),
            result: decided.result,
            reason: decided.reason,
            ...(decided.changedTo !== undefined && { changedTo: decided.changedTo }),
          },
        }),
      },
    }),
    ...(execution && {
      execution: {
        at: execution.at.toISOString(),
        penalty: execution.penalty,
        ...(execution.revokedAt && { revokedAt: execution.revokedAt.toISOString() }),
        ...(execution.note !== undefined && { note: execution.note }),
      },
    }),
    ...(revocation && {
      revocation: {
        at: revocation.at.toISOString(),
        by: nameOf(revocation.byId),
        reason: revocation.reason,
      },
    }),
  };
}
