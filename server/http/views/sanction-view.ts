import { LegalPathSchema, MeasureSchema, type LegalPath } from '../../contract/ladder.ts';
import { LetterKindSchema, SanctionEventSchema } from '../../contract/sanction.ts';
import type { LetterView, SanctionView } from '../../contract/view-sanction.ts';
import { firstDelivery } from '../../domain/sanction/delivery.ts';
import { isLetterDue } from '../../domain/sanction/letter-due.ts';
import { isLetterVoid } from '../../domain/sanction/letter-void.ts';
import { isLadderLocked } from '../../domain/sanction/lock.ts';
import { findEdge } from '../../domain/sanction/paths.ts';
import { isPreparing } from '../../domain/sanction/preparing.ts';
import { listMissing, type ProposalFacts } from '../../domain/sanction/proposal.ts';
import type { Sanction } from '../../domain/sanction/sanction.ts';
import { firstLetterDays } from '../../flow/sanction/letter-days.ts';
import { isForSubject } from '../../flow/sanction/letter.ts';
import { loadSanction, proposalFacts, rungOf } from '../../flow/sanction/sanction-facts.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { listLetters, type Letter } from '../../store/letters.ts';

/** What is missing for each penalty, how alike cases were answered, where both paths stand, and the letters. */
export async function sanctionView(record: CaseRecord, at: Date): Promise<SanctionView> {
  const sanctions = await Promise.all(LegalPathSchema.options.map((path) => loadSanction(record, path)));
  const facts = await Promise.all(sanctions.map((sanction) => proposalFacts(record, sanction)));
  const [first] = facts;
  if (!first) throw new Error('a case has legal paths');
  const { count, rung, precedent } = await rungOf(first);
  return {
    isLocked: isLadderLocked(record.engagement),
    count,
    rung: { id: rung.id, ...rung.name },
    options: facts.flatMap(optionsOf),
    precedent: {
      scope: precedent.scope,
      count: precedent.count,
      byMeasure: { ...precedent.byMeasure },
      deductionPct: precedent.deductionPct,
      latest: precedent.latest.map(({ caseNo, decidedAt, measures }) => ({
        caseNo,
        at: decidedAt.toISOString(),
        measures: [...measures],
      })),
    },
    mayPrepare: isPreparing(record.state),
    paths: sanctions.map(pathView),
    letters: (await listLetters(record.id)).map((letter) => letterView(record, letter, false)),
    dueLetters: LetterKindSchema.options.filter((kind) =>
      sanctions.some((sanction) => isLetterDue(kind, record, sanction)),
    ),
    firstDays: await firstLetterDays(record, at),
  };
}

/** What the person sees: the own letters, and the demand with the own reply. */
export async function subjectSanctionView(record: CaseRecord): Promise<SanctionView> {
  const dual = await loadSanction(record, 'dual_employment');
  const letters = (await listLetters(record.id)).filter(isForSubject);
  return {
    isLocked: isLadderLocked(record.engagement),
    count: 0,
    options: [],
    mayPrepare: false,
    paths: dual.demand ? [{ ...pathView(dual), history: [] }] : [],
    letters: letters.map((letter) => letterView(record, letter, true)),
    dueLetters: [],
  };
}

/** Without figures or an agreement: what only a form can give is left out. */
const OF_THE_FORM = new Set([
  'month_pay_missing',
  'deduction_missing',
  'agreement_missing',
  'fine_above_rung',
]);
/** Steps that a proposal takes along. */
const TAKEN_ALONG = new Set(['rule_missing', 'evidence_missing', 'hearing_missing']);

function optionsOf(facts: ProposalFacts): SanctionView['options'] {
  const { path } = facts.sanction;
  const measures = path === 'rule_breach' ? MeasureSchema.options : (['termination'] as const);
  return measures.map((measure) => {
    const isAlong = path === 'rule_breach' && measure !== 'termination';
    const missing = listMissing({ path, measures: [measure] }, facts).filter(
      (one) => !OF_THE_FORM.has(one) && !(isAlong && TAKEN_ALONG.has(one)),
    );
    return { path, measure, missing };
  });
}

function pathView(sanction: Sanction): SanctionView['paths'][number] {
  const { path, state, version, demand, unionNotice, reply, history } = sanction;
  return {
    path,
    state,
    version,
    next: nextOf(path, state),
    history: history.map(({ at, event, to }) => ({ at: at.toISOString(), event, to })),
    ...(demand && { demandDeadlineAt: demand.deadlineAt.toISOString() }),
    ...(unionNotice && { unionReplyDueAt: unionNotice.replyDueAt.toISOString() }),
    ...(reply && { reply: { at: reply.at.toISOString(), stopped: reply.stopped, text: reply.text } }),
  };
}

const nextOf = (path: LegalPath, state: Sanction['state']) =>
  SanctionEventSchema.options.filter((event) => findEdge(path, state, event) !== null);

function letterView(record: CaseRecord, letter: Letter, isSubject: boolean): LetterView {
  const { id, kind, no, issuedAt, deadlineAt, deliveries } = letter;
  const delivered = firstDelivery(kind, deliveries);
  const isReceived = deliveries.some(({ channel }) => channel === 'in_app_receipt');
  const isVoid = isLetterVoid(record, letter);
  return {
    id,
    kind,
    no,
    issuedAt: issuedAt.toISOString(),
    ...(deadlineAt && { deadlineAt: deadlineAt.toISOString() }),
    ...(delivered && { deliveredAt: delivered.at.toISOString() }),
    deliveries: deliveries.map(({ channel, at }) => ({ channel, at: at.toISOString() })),
    isVoid,
    mayReceive: isSubject && !isReceived && !isVoid,
  };
}
