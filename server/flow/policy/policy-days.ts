import type { PolicyDays, SetDays } from '../../contract/policy-days.ts';
import { listSaidDays } from '../../domain/policy/procedure-days.ts';
import { findPolicyAt, listStandingPolicies } from '../../store/policies.ts';
import { procedureSettings } from '../case/case-facts.ts';
import { declarationSettings } from '../declare/declaration-parts.ts';
import type { Deps } from '../deps.ts';
import { findRecordDays } from '../records/record-period.ts';

/** The days in the text of a code of conduct that follow from settings. */
export async function findSetDays(): Promise<SetDays> {
  const [recordDays, { appealWindowDays }, { answerDays, amnestyDays }] = await Promise.all([
    findRecordDays(),
    procedureSettings(),
    declarationSettings(),
  ]);
  return { recordDays, appealDays: appealWindowDays, answerDays, amnestyDays };
}

/** What is set beside what people were told: by the version in force, and by those that come after it. */
export async function findPolicyDays(deps: Deps): Promise<PolicyDays> {
  const inForce = await findPolicyAt(deps.now());
  const told = (await listStandingPolicies()).filter(
    ({ effectiveAt }) => inForce !== null && effectiveAt >= inForce.effectiveAt,
  );
  return {
    set: await findSetDays(),
    versions: told.map((policy) => ({
      version: policy.version,
      isInForce: policy.version === inForce?.version,
      said: listSaidDays(policy),
    })),
  };
}
