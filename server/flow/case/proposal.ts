import { MeasureSchema, type Measure } from '../../contract/ladder.ts';
import { ProposeBodySchema, type ProposeBody } from '../../contract/case.ts';
import { isLadderLocked } from '../../domain/sanction/lock.ts';
import { findEdge } from '../../domain/sanction/paths.ts';
import { listMissing, type Proposed, type Missing } from '../../domain/sanction/proposal.ts';
import type { StepFacts } from '../../domain/sanction/refuse-step.ts';
import { countProven, rungFor } from '../../domain/sanction/rungs.ts';
import type { Sanction } from '../../domain/sanction/sanction.ts';
import type { SanctionTerms } from '../../domain/sanction/terms.ts';
import { conflict } from '../../errors.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { Actor, Deps } from '../deps.ts';
import { loadSanction, proposalFacts, ruleBindingOf } from '../sanction/sanction-facts.ts';
import { hearingOf, saveTaken, stepOf, takeOrRefuse } from '../sanction/sanction.ts';

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
  if (isLadderLocked(record.engagement)) throw incomplete(['ladder_locked']);
  const before = await loadSanction(record, full.path);
  const sanction =
    full.path === 'rule_breach' ? await prepareBreach(deps, actor, { record, before, body: full }) : before;
  const facts = await proposalFacts(record, sanction);
  const missing = listMissing(proposed, facts);
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

const incomplete = (missing: readonly Missing[]) => conflict(missing[0] ?? 'incomplete', { missing });

type Breach = Readonly<{
  record: CaseRecord;
  before: Sanction;
  body: ReturnType<typeof ProposeBodySchema.parse>;
}>;

async function prepareBreach(deps: Deps, actor: Actor, { record, before, body }: Breach): Promise<Sanction> {
  const rule = await ruleBindingOf(record, body.legalBasis);
  const hearing = await hearingOf(record, deps.now());
  const evidence = body.evidence.map((item) => ({ ...item, shows: 'breach' as const }));
  const steps: readonly (readonly ['bind_rule' | 'list_evidence' | 'hear', StepFacts])[] = [
    ['bind_rule', rule ? { rule } : {}],
    ['list_evidence', { evidence }],
    ['hear', hearing],
  ];
  let sanction = before;
  for (const [event, facts] of steps)
    if (findEdge('rule_breach', sanction.state, event))
      sanction = takeOrRefuse(sanction, stepOf(deps, { record, actor, event, facts }));
  return sanction;
}
