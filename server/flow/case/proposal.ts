import { MeasureSchema, type Measure } from '../../contract/ladder.ts';
import { ProposeBodySchema, type ProposeBody } from '../../contract/case.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isLadderLocked } from '../../domain/sanction/lock.ts';
import { refuseKinds } from '../../domain/sanction/evidence.ts';
import { findEdge } from '../../domain/sanction/paths.ts';
import { listMissing, type Proposed, type Missing } from '../../domain/sanction/proposal.ts';
import { refuseStep, type StepFacts, type StepFault } from '../../domain/sanction/refuse-step.ts';
import { takeStep } from '../../domain/sanction/take-step.ts';
import { countProven, rungFor } from '../../domain/sanction/rungs.ts';
import type { Sanction } from '../../domain/sanction/sanction.ts';
import type { SanctionTerms } from '../../domain/sanction/terms.ts';
import { dayOf } from '../../domain/time.ts';
import { badField, conflict } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { Actor, Deps } from '../deps.ts';
import { loadSanction, proposalFacts, ruleBindingOf } from '../sanction/sanction-facts.ts';
import { hearingOf, saveTaken, stepOf } from '../sanction/sanction.ts';

/**
 * What may be proposed, or an error that lists everything that is missing. On the path of a rule breach the steps up to the hearing are
 * taken along, from the rule of that day, the evidence given and the person's answer.
 */
export async function termsOf(
  deps: Deps,
  actor: Actor,
  { record, body }: Readonly<{ record: CaseRecord; body: ProposeBody }>,
): Promise<SanctionTerms> {
  const full = ProposeBodySchema.parse(body);
  const proposed = proposedOf(full);
  requireMonth(record, proposed, deps.now());
  if (isLadderLocked(record.engagement)) throw incomplete(['ladder_locked']);
  const before = await loadSanction(record, full.path);
  const { sanction, faults } =
    full.path === 'rule_breach'
      ? await prepareBreach(deps, actor, { record, before, body: full })
      : { sanction: before, faults: [] };
  const facts = await proposalFacts(record, sanction);
  // What the second person is shown has to carry the penalty as well as what the path listed before.
  const shown = refuseKinds(full.evidence);
  const missing = [...new Set([...faults, ...(shown ? [shown] : []), ...listMissing(proposed, facts)])];
  if (missing.length > 0) throw incomplete(missing);
  if (sanction !== before) await saveTaken(deps, before, sanction);
  const count = countProven(facts.present, facts.earlier, facts.ladder);
  return { rungId: rungFor(facts.ladder, count).id, count, ...proposed };
}

/** The penalty and what goes with it, from the mildest up. */
export function proposedOf(body: ReturnType<typeof ProposeBodySchema.parse>): Proposed {
  const { path, penalty, measures: others, deductionFen, fineFen, pay, agreement } = body;
  const chosen = new Set<Measure>([penalty, ...others]);
  return {
    path,
    measures: MeasureSchema.options.filter((one) => chosen.has(one)),
    ...(deductionFen !== undefined && { deductionFen }),
    ...(fineFen !== undefined && { fineFen }),
    ...(pay && { pay }),
    ...(agreement !== undefined && { agreement }),
  };
}

/** Nothing is taken from a month before it happened, nor from one whose pay nobody knows yet. */
function requireMonth({ finding, timeZone }: CaseRecord, { pay }: Proposed, now: Date): void {
  const [first, last] = [finding.startAt, now].map((at) => dayOf(at, timeZone).slice(0, 7));
  if (!pay || first === undefined || last === undefined) return;
  if (pay.month < first || pay.month > last) throw badField('pay.month', rule.monthBetween(first, last));
}

const incomplete = (missing: readonly (Missing | StepFault)[]) =>
  conflict(missing[0] ?? 'incomplete', { missing });

type Breach = Readonly<{
  record: CaseRecord;
  before: Sanction;
  body: ReturnType<typeof ProposeBodySchema.parse>;
}>;

/** The path with the steps that may be taken along; where one is refused the others are tried as if it stood, so that all is told. */
async function prepareBreach(
  deps: Deps,
  actor: Actor,
  { record, before, body }: Breach,
): Promise<{ sanction: Sanction; faults: StepFault[] }> {
  const binding = await ruleBindingOf(record, body.legalBasis);
  const hearing = await hearingOf(record, deps.now());
  const evidence = body.evidence.map((item) => ({ ...item, shows: 'breach' as const }));
  const steps: readonly (readonly ['bind_rule' | 'list_evidence' | 'hear', StepFacts])[] = [
    ['bind_rule', binding ? { rule: binding } : {}],
    ['list_evidence', { evidence }],
    ['hear', hearing],
  ];
  let sanction = before;
  const faults: StepFault[] = [];
  for (const [event, facts] of steps) {
    if (!findEdge('rule_breach', sanction.state, event)) continue;
    const step = stepOf(deps, { record, actor, event, facts });
    const fault = refuseStep(sanction, step);
    if (fault) faults.push(fault);
    sanction = takeStep(sanction, step);
  }
  return { sanction, faults };
}
