import { createHash } from 'node:crypto';
import { restrictionOf, type Agreement } from '../../domain/non-compete/agreement.ts';
import { listIneligibility } from '../../domain/non-compete/eligibility.ts';
import { isNonCompeteEnded } from '../../domain/non-compete/procedure.ts';
import { addDays, addMonths } from '../../domain/time.ts';
import { findAgreement } from '../../store/non-compete-agreements.ts';
import { findEmployerRecord, type EmployerRecord } from '../../store/non-compete-records.ts';
import {
  insertNonCompeteCase,
  listNonCompeteCases,
  type NonCompeteCaseRecord,
} from '../../store/non-compete-cases.ts';
import { numberOf } from '../alert/alert-parts.ts';
import type { Deps } from '../deps.ts';
import { withdrawNonCompete } from './non-compete-case.ts';
import { auditLine, loadGround, type Ground } from './non-compete-parts.ts';

/** A record that names a competitor opens one case under its agreement; repeating changes nothing. */
export async function followEmployerRecord(deps: Deps, recordId: string): Promise<void> {
  const record = await findEmployerRecord(recordId);
  const isNamed = record?.match.verdict === 'supported' || record?.settled?.isSame === true;
  const competitorId = record?.match.competitorId;
  if (!record || !isNamed || competitorId === undefined) return;
  const earlier = await listNonCompeteCases({ agreementId: record.agreementId });
  const own = earlier.filter((one) => one.competitorId === competitorId);
  // What a human found to be nothing stays nothing; who kept the agreement and broke it again is a new case.
  if (own.some(({ recordId: known, outcome }) => known === record.id || outcome !== 'complied')) return;
  await openCase(deps, record, { competitorId, round: own.length });
}

/** A change of the agreement may take the ground from its cases: those end, and the person is told. */
export async function followAgreement(deps: Deps, agreementId: string): Promise<void> {
  const agreement = await findAgreement(agreementId);
  if (!agreement) return;
  const ground = await loadGround(deps);
  for (const record of await listNonCompeteCases({ agreementId })) {
    if (isNonCompeteEnded(record.state)) continue;
    const gone = groundGone(agreement, record, ground);
    if (gone.length > 0) await withdrawNonCompete(deps, record.id, gone.join(' '));
  }
}

/** Why the month of a case is not covered any more; asked of its last bound day. */
function groundGone(agreement: Agreement, { month }: NonCompeteCaseRecord, ground: Ground): string[] {
  const restriction = restrictionOf(agreement);
  if (!restriction) return ['still_employed'];
  const ends = [
    addDays(addMonths(`${month}-01`, 1), -1),
    addDays(restriction.toDay, -1),
    ...(agreement.release ? [addDays(agreement.release.day, -1)] : []),
    ground.day,
  ];
  const lastDay = ends.reduce((a, b) => (a < b ? a : b));
  if (lastDay < `${month}-01`) return ['released'];
  return listIneligibility(agreement, lastDay, ground.settings);
}

async function openCase(
  deps: Deps,
  record: EmployerRecord,
  { competitorId, round }: { competitorId: string; round: number },
): Promise<void> {
  const { agreementId, personId, month } = record;
  const { at, day } = await loadGround(deps);
  const id = `n${createHash('sha256').update(`${agreementId}#${competitorId}#${round}`).digest('hex').slice(0, 23)}`;
  const where = { collection: 'non_compete_cases', id, version: 0, personId };
  await insertNonCompeteCase(
    {
      id,
      caseNo: numberOf('N', id, day),
      version: 0,
      state: 'open',
      agreementId,
      personId,
      recordId: record.id,
      competitorId,
      month,
      openedAt: at,
      history: [{ at, actorId: 'system', event: 'open', to: 'open' }],
    },
    [
      auditLine(where, { at, actorId: 'system', action: 'non_compete_case.open', to: 'open' }),
      { id: `${id}:0:card`, kind: 'card', slot: 'opened' },
    ],
  );
}
