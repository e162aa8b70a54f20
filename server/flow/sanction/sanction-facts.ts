import { DEFAULT_LADDER, LadderSchema, type Ladder, type LegalPath } from '../../contract/ladder.ts';
import { standingMeasures } from '../../domain/case/standing-measures.ts';
import { precedentOf, type DecidedPenalty, type Precedent } from '../../domain/sanction/precedent.ts';
import type { ProposalFacts } from '../../domain/sanction/proposal.ts';
import { countProven, rungFor, type ProvenCase } from '../../domain/sanction/rungs.ts';
import { openSanction, type RuleBinding, type Sanction } from '../../domain/sanction/sanction.ts';
import { dayOf } from '../../domain/time.ts';
import { findAcknowledgement } from '../../store/acknowledgements.ts';
import { findAlertsById } from '../../store/alerts.ts';
import { listDecided, type DecidedCase } from '../../store/case-history.ts';
import { listCases, type CaseRecord } from '../../store/cases.ts';
import { findPolicyAt, type Policy } from '../../store/policies.ts';
import { findSanction } from '../../store/sanctions.ts';
import { getCompanyProfile } from '../company/company-profile.ts';

const MANY = 10_000;

/** The policy in force when it happened; null when there was none. */
export async function policyOf({ finding }: CaseRecord): Promise<Policy | null> {
  const found = await findPolicyAt(finding.startAt);
  return found && found.effectiveAt <= finding.startAt ? found : null;
}

/** The ladder of that policy; one without any of its own has the one the product ships with. */
export function ladderOf(policy: Policy | null): Ladder {
  const own = LadderSchema.safeParse(policy && 'ladder' in policy ? policy.ladder : undefined);
  return own.success ? own.data : DEFAULT_LADDER;
}

/** The ladder with the bonus rule only where it was adopted by the day it happened. */
function ladderThen(policy: Policy | null, { finding, timeZone }: CaseRecord): Ladder {
  const { bonusRule, ...ladder } = ladderOf(policy);
  const isAdopted = bonusRule !== undefined && bonusRule.adoptedDay <= dayOf(finding.startAt, timeZone);
  return { ...ladder, ...(isAdopted && { bonusRule }) };
}

/** The rule as it bound the person when it happened (trust R17). */
export async function ruleBindingOf(record: CaseRecord, article: string): Promise<RuleBinding | undefined> {
  const policy = await policyOf(record);
  if (!policy) return undefined;
  const read = await findAcknowledgement(record.personId, policy.version);
  const { version, hash, adoptedAt, effectiveAt, consultation } = policy;
  const acknowledged = read && { acknowledgedAt: read.at };
  return { version, hash, article, adoptedAt, effectiveAt, consultation, ...acknowledged };
}

export async function loadSanction({ id, personId }: CaseRecord, path: LegalPath): Promise<Sanction> {
  return (await findSanction(id, path)) ?? openSanction({ caseId: id, personId }, path);
}

/** Everything a proposal on this path is held against. */
export async function proposalFacts(record: CaseRecord, sanction: Sanction): Promise<ProposalFacts> {
  const { id, personId, engagement, regionId, finding, isTalkOnly } = record;
  const [profile, policy, own] = await Promise.all([
    getCompanyProfile(),
    policyOf(record),
    listCases({ personId, limit: MANY }),
  ]);
  const carriedOut = own.filter(({ execution }) => execution !== undefined).map(({ alertId }) => alertId);
  const exonerated = new Set(
    (await findAlertsById(carriedOut)).flatMap((alert) => (alert.exoneratedAt ? [alert.id] : [])),
  );
  const minimumWageFen = regionId === undefined ? undefined : profile.minimumWageFen[regionId];
  return {
    engagement,
    ...(isTalkOnly && { isTalkOnly }),
    ...(regionId !== undefined && { regionId }),
    present: { id, happenedAt: finding.startAt },
    earlier: own.flatMap((one) => (exonerated.has(one.alertId) ? [] : toProven(one))),
    ladder: ladderThen(policy, record),
    ...(minimumWageFen !== undefined && { minimumWageFen }),
    taken: own.flatMap((one) => (one.id === id ? [] : toTaken(one))),
    sanction,
  };
}

/** The rung this case stands on, how many proven cases it counts, and how alike cases were answered. */
export async function rungOf({ present, earlier, ladder, regionId }: ProposalFacts) {
  const count = countProven(present, earlier, ladder);
  const rung = rungFor(ladder, count);
  return { count, rung, precedent: await loadPrecedent(rung.id, { exceptId: present.id, regionId }) };
}

/** A case is no precedent of itself. */
async function loadPrecedent(
  rungId: string,
  { exceptId, regionId }: Readonly<{ exceptId: string; regionId: string | undefined }>,
): Promise<Precedent> {
  const decided = await listDecided(rungId, { exceptId, limit: MANY });
  const scope = { rungId, ...(regionId !== undefined && { regionId }) };
  return precedentOf(decided.flatMap(toDecided), scope);
}

/** A penalty that was carried out and not taken back counts. */
function toProven({ id, finding, execution }: CaseRecord): ProvenCase[] {
  if (!execution || execution.revokedAt) return [];
  return [{ id, happenedAt: finding.startAt, executedAt: execution.at }];
}

const ASKED_OR_GRANTED: readonly CaseRecord['state'][] = ['proposed', 'approved', 'appealed'];

/** What a penalty that is proposed or stands takes from a month's pay; one that was refused or taken back takes nothing. */
function toTaken(record: CaseRecord): ProposalFacts['taken'] {
  const { state, execution, proposal } = record;
  const { pay, deductionFen = 0, fineFen = 0 } = proposal?.sanction ?? {};
  const isOn = execution ? execution.revokedAt === undefined : ASKED_OR_GRANTED.includes(state);
  if (!pay || !isOn) return [];
  const measures = standingMeasures(record);
  return [
    {
      month: pay.month,
      deductionFen: measures.includes('performance_deduction') ? deductionFen : 0,
      fineFen: measures.includes('fine') ? fineFen : 0,
    },
  ];
}

function toDecided(record: DecidedCase): DecidedPenalty[] {
  const { caseNo, regionId, decision, proposal, outcome, execution } = record;
  const isTakenBack = outcome === 'overturned' || outcome === 'revoked';
  const isStanding = !isTakenBack && execution?.revokedAt === undefined;
  const measures = standingMeasures(record);
  if (decision?.result !== 'approved' || !proposal?.sanction || !isStanding || measures.length === 0)
    return [];
  const { rungId, deductionFen, pay } = proposal.sanction;
  const isDeducted = measures.includes('performance_deduction') && deductionFen !== undefined;
  return [
    {
      caseNo,
      decidedAt: decision.at,
      rungId,
      ...(regionId !== undefined && { regionId }),
      measures,
      ...(isDeducted && { deductionFen }),
      ...(pay && { performanceFen: pay.performanceFen }),
    },
  ];
}
