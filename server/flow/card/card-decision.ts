import type { Card } from '../../contract/card.ts';
import { PenaltySchema, type CaseOutcome } from '../../contract/case.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { standingMeasures } from '../../domain/case/standing-measures.ts';
import { penaltyOf } from '../../domain/case/appeal.ts';
import { caseDecisionCard } from '../../feishu/cards/case-decision-card.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { appealUrl, caseUrl } from './card-parts.ts';
import { caseLookers } from '../case/case-lookers.ts';
import { isReverted } from '../case/case-revert.ts';
import type { Deps } from '../deps.ts';
import { measuresText } from '../case/measures-text.ts';

/** What the person is told of a decision, as it stands; null while there is none. */
export async function decisionCard(deps: Deps, record: CaseRecord): Promise<Card | null> {
  const { outcome, proposal, appealUntilAt, appeal, unmask } = record;
  const penalty = penaltyOf(record);
  const isDecided = record.decision?.result === 'approved';
  const shown = outcome ?? (isDecided ? penalty : isReverted(record) ? 'reverted' : undefined);
  if (shown === undefined) return null;
  const state = stateOf(record);
  return caseDecisionCard({
    caseNo: record.caseNo,
    outcome: shown,
    reasons: reasonsOf(record, shown) ?? '',
    ...(PenaltySchema.safeParse(shown).success &&
      proposal && { legalBasis: proposal.legalBasis, measures: allMeasures(record, proposal) }),
    ...(state && { state }),
    ...(state &&
      state !== 'appealed' &&
      !appeal &&
      appealUntilAt && { appeal: { until: appealUntilAt, url: appealUrl(deps, record.id) } }),
    ...(appeal && { appealText: appealText(appeal) }),
    ...(unmask && { nameOpened: { at: unmask.at, purpose: unmask.purpose } }),
    ...(outcome !== undefined && { lookers: await caseLookers(record) }),
    timeZone: record.timeZone,
    url: caseUrl(deps, record.id),
  });
}

/** Told only where it says more than the outcome; an appeal that made it milder leaves the milder one alone. */
function allMeasures(
  record: CaseRecord,
  { sanction }: NonNullable<CaseRecord['proposal']>,
): string | undefined {
  const measures = standingMeasures(record);
  const penalty = measures.at(-1);
  if (penalty === undefined) return undefined;
  const text = measuresText({ penalty, ...(sanction && { sanction: { ...sanction, measures } }) });
  return text === flowZh.penalties[penalty] ? undefined : text;
}

function stateOf({ state }: CaseRecord): 'decided' | 'appealed' | 'executed' | undefined {
  if (state === 'approved') return 'decided';
  return state === 'appealed' || state === 'executed' ? state : undefined;
}

function reasonsOf(
  { proposal, decision, verification, appeal, revocation }: CaseRecord,
  outcome: CaseOutcome | 'reverted',
): string | undefined {
  const { decisionReasons } = flowZh;
  const { reason } = proposal ?? {};
  return {
    warning: reason,
    performance_deduction: reason,
    fine: reason,
    pay_change: reason,
    post_change: reason,
    termination: reason,
    rejected: decision?.comment,
    unsubstantiated: verification?.reason,
    permitted: verification?.reason ?? decisionReasons.permitted,
    withdrawn: decisionReasons.withdrawn,
    talk: decisionReasons.talk,
    overturned: appeal?.decision?.reason,
    revoked: revocation?.reason,
    reverted: decisionReasons.reverted,
  }[outcome];
}

function appealText({ decision }: NonNullable<CaseRecord['appeal']>): string {
  if (!decision) return flowZh.decisionReasons.appealed;
  const { result, changedTo, reason } = decision;
  const to = changedTo === undefined ? '' : changedTo === 'talk' ? flowZh.talk : flowZh.penalties[changedTo];
  return `${flowZh.appealResults[result]}${to}。${reason}`;
}
