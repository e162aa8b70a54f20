import type { Engagement } from '../../contract/person.ts';
import type { Ladder, LegalPath, Measure } from '../../contract/ladder.ts';
import type { SanctionState } from '../../contract/sanction.ts';
import { refuseKinds, type EvidenceFault } from './evidence.ts';
import { hasGrounds, isUnionDone } from './paths.ts';
import { refuseDeduction, refuseFine, type MonthPay, type PayFault, type Taken } from './pay.ts';
import { countProven, measuresUpTo, rungFor, type ProvenCase } from './rungs.ts';
import type { Sanction } from './sanction.ts';
import { isLadderLocked } from './lock.ts';
import { sum } from '../sum.ts';

/** What HR wants to propose. */
export type Proposed = Readonly<{
  path: LegalPath;
  measures: readonly Measure[];
  deductionFen?: number;
  fineFen?: number;
  pay?: MonthPay;
  /** Number or file name of the agreement the person signed. */
  agreement?: string;
}>;
/** Everything else a proposal is held against. */
export type ProposalFacts = Readonly<{
  engagement: Engagement;
  /** The case may end with a talk at most. */
  isTalkOnly?: true;
  regionId?: string;
  present: Readonly<{ id: string; happenedAt: Date }>;
  earlier: readonly ProvenCase[];
  ladder: Ladder;
  minimumWageFen?: number;
  /** What the person's other penalties that stand or are proposed take from their months. */
  taken: readonly (Taken & Readonly<{ month: string }>)[];
  sanction: Sanction;
}>;
/** What a proposal still lacks: a permanent code each. */
export type Missing =
  | 'ladder_locked'
  | 'talk_only'
  | 'no_measure'
  | 'rung_not_reached'
  | 'path_does_not_allow'
  | 'rule_missing'
  | 'evidence_missing'
  | 'hearing_missing'
  | 'effect_or_refusal_missing'
  | 'demand_missing'
  | 'delivery_missing'
  | 'refusal_missing'
  | 'person_complied'
  | 'milder_missing'
  | 'union_notice_missing'
  | 'union_reply_missing'
  | 'union_answer_missing'
  | 'agreement_missing'
  | 'fine_not_lawful_here'
  | 'fine_above_rung'
  | EvidenceFault
  | PayFault;

/** Everything that keeps a proposal from being made, in the order it is to be put right; empty = it may be made (product M15, R10). */
export function listMissing(proposed: Proposed, facts: ProposalFacts): Missing[] {
  const { sanction, engagement } = facts;
  if (facts.isTalkOnly === true) return ['talk_only'];
  if (isLadderLocked(engagement)) return ['ladder_locked'];
  return [
    ...missingMeasures(proposed, facts),
    ...missingGrounds(sanction),
    ...kindsOf(sanction),
    ...(proposed.measures.includes('termination')
      ? [...missingMilder(sanction), ...missingUnion(sanction.state)]
      : []),
    ...missingPay(proposed, facts),
  ];
}

function missingMeasures({ path, measures }: Proposed, facts: ProposalFacts): Missing[] {
  if (measures.length === 0) return ['no_measure'];
  const { ladder, present, earlier } = facts;
  // Art. 39(4) is a ground of its own, whatever rung the rule has reached, and for nothing but a termination.
  if (path === 'dual_employment')
    return measures.every((one) => one === 'termination') ? [] : ['path_does_not_allow'];
  const allowed = measuresUpTo(ladder, countProven(present, earlier, ladder));
  return measures.every((one) => allowed.has(one)) ? [] : ['rung_not_reached'];
}

const stepOrder: Readonly<Record<LegalPath, readonly (readonly [SanctionState, Missing])[]>> = {
  rule_breach: [
    ['opened', 'rule_missing'],
    ['bound', 'evidence_missing'],
    ['evidenced', 'hearing_missing'],
  ],
  dual_employment: [
    ['opened', 'evidence_missing'],
    ['evidenced', 'hearing_missing'],
    ['heard', 'effect_or_refusal_missing'],
    ['demanded', 'delivery_missing'],
    ['delivered', 'refusal_missing'],
  ],
};

/** The steps of the path from where it stands on. */
function missingGrounds({ path, state }: Sanction): Missing[] {
  if (state === 'complied') return ['person_complied'];
  if (hasGrounds(path, state)) return [];
  const at = stepOrder[path].findIndex(([from]) => from === state);
  const rest = stepOrder[path].slice(Math.max(0, at)).map(([, missing]) => missing);
  const isBeforeDemand = state === 'opened' || state === 'evidenced' || state === 'heard';
  return isBeforeDemand
    ? rest.filter((missing) => missing !== 'delivery_missing' && missing !== 'refusal_missing')
    : rest;
}

function kindsOf({ evidence }: Sanction): Missing[] {
  const fault = evidence === undefined ? null : refuseKinds(evidence);
  return fault ? [fault] : [];
}

/** The hardest answer to a breach of a rule needs the milder ones to have been weighed. */
function missingMilder({ path, milder }: Sanction): Missing[] {
  return path === 'rule_breach' && !milder ? ['milder_missing'] : [];
}

function missingUnion(state: SanctionState): Missing[] {
  if (isUnionDone(state)) return [];
  if (state === 'union_answered') return ['union_answer_missing'];
  return state === 'union_notified' ? ['union_reply_missing'] : ['union_notice_missing'];
}

function missingPay(proposed: Proposed, facts: ProposalFacts): Missing[] {
  const { measures, agreement } = proposed;
  const changesContract = measures.includes('pay_change') || measures.includes('post_change');
  const fine = measures.includes('fine') ? missingOfFine(proposed, facts) : [];
  const deduction = measures.includes('performance_deduction') ? missingOfDeduction(proposed, facts) : [];
  const isUnsigned = changesContract && (agreement ?? '').trim() === '';
  return [...new Set([...deduction, ...(isUnsigned ? ['agreement_missing' as const] : []), ...fine])];
}

function missingOfDeduction(proposed: Proposed, facts: ProposalFacts): Missing[] {
  const { deductionFen, pay } = proposed;
  const { ladder, minimumWageFen, present, earlier } = facts;
  const rung = rungFor(ladder, countProven(present, earlier, ladder));
  const withShare = ladder.rungs.findLast(
    ({ fromCount, deductionSharePct }) => fromCount <= rung.fromCount && deductionSharePct !== undefined,
  );
  return refuseDeduction({
    deductionFen,
    pay,
    rung: withShare ?? rung,
    bonusRule: ladder.bonusRule,
    minimumWageFen,
    taken: takenBeside(facts, pay),
  });
}

/** What the deduction beside it takes counts as well. */
function missingOfFine(proposed: Proposed, facts: ProposalFacts): Missing[] {
  const { measures, fineFen, deductionFen, pay } = proposed;
  const { ladder, regionId, minimumWageFen, present, earlier } = facts;
  const rung = rungFor(ladder, countProven(present, earlier, ladder));
  if (regionId === undefined || !Object.hasOwn(ladder.fineRegions, regionId)) return ['fine_not_lawful_here'];
  if (fineFen === undefined || fineFen > (rung.fineFen ?? 0)) return ['fine_above_rung'];
  const taken = takenBeside(facts, pay);
  const own = measures.includes('performance_deduction') ? (deductionFen ?? 0) : 0;
  return refuseFine({
    fineFen,
    pay,
    minimumWageFen,
    taken: { ...taken, deductionFen: taken.deductionFen + own },
  });
}

function takenBeside({ taken }: Pick<ProposalFacts, 'taken'>, pay: MonthPay | undefined): Taken {
  const beside = taken.filter(({ month }) => month === pay?.month);
  return {
    deductionFen: sum(beside.map((one) => one.deductionFen)),
    fineFen: sum(beside.map((one) => one.fineFen)),
  };
}
