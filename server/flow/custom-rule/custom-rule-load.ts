import type { CustomRule } from '../../domain/custom-rule/rule-finding.ts';
import { isCurrent } from '../../domain/policy/assessment.ts';
import { findApprovedAssessments } from '../../store/assessments.ts';
import { listEnabledRules, type StoredRule } from '../../store/custom-rules.ts';

/** Rules in force whose impact assessment is current, each with the first day it judges. */
export async function loadRules(today: string): Promise<StoredRule[]> {
  const rules = await listEnabledRules();
  if (rules.length === 0) return [];
  const current = new Set(
    (await findApprovedAssessments()).filter((one) => isCurrent(one, today)).map(({ id }) => id),
  );
  return rules.filter(({ piaId }) => current.has(piaId));
}

/** Those that judge the shifts of a day. */
export const rulesOn = (rules: readonly StoredRule[], day: string): CustomRule[] =>
  rules.filter(({ fromDay }) => fromDay !== undefined && fromDay <= day);
