import type { EmployerRecordBody, InsurancePayment, NonCompeteSource } from '../../contract/non-compete.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isCreditCode } from '../../domain/non-compete/credit-code.ts';
import { matchEmployer } from '../../domain/non-compete/match.ts';
import { refuseRecord } from '../../domain/non-compete/monitoring.ts';
import { badField, conflict, notFound } from '../../errors.ts';
import { listCompetitors } from '../../store/competitors.ts';
import { findAgreementByNo, type AgreementRecord } from '../../store/non-compete-agreements.ts';
import {
  findEmployerRecord,
  insertEmployerRecord,
  settleEmployerRecord,
  type EmployerRecord,
} from '../../store/non-compete-records.ts';
import type { Pending } from '../../store/pending.ts';
import type { Actor, Deps } from '../deps.ts';
import { auditLine, HR_ROLES, loadGround, loadMatchSettings, requireStaff } from './non-compete-parts.ts';
import { loadAgreement } from './non-compete-step.ts';
import { sha256 } from '../secret/secret.ts';

export type Taken = Readonly<{ record: EmployerRecord; created: boolean }>;

/**
 * One month from the insurance feed. Refused, and nothing of it kept, unless that agreement is watched through this feed today; whether an
 * agreement exists is not told apart from that.
 */
export async function takeInsurancePayment(
  deps: Deps,
  input: { externalId: string; by: string; payment: InsurancePayment },
): Promise<Taken> {
  const { externalId, by, payment } = input;
  const { agreementNo, ...employer } = payment;
  const agreement = await findAgreementByNo(agreementNo);
  if (!agreement) throw notMonitored();
  const id = sha256(`${by}:${externalId}`).slice(0, 32);
  return takeRecord(deps, agreement, { ...employer, id, by, source: 'insurance_feed' });
}

/** What HR read in a public registry, or what the person declared. */
export async function takeEmployerRecord(
  deps: Deps,
  actor: Actor,
  input: { id: string; body: EmployerRecordBody },
): Promise<Taken> {
  const agreement = await loadAgreement(input.id);
  requireStaff(actor, HR_ROLES, agreement.personId);
  return takeRecord(deps, agreement, { ...input.body, by: actor.personId });
}

/** A human says whether an undecided employer is the competitor it looks like; only a yes opens a case. */
export async function settleRecord(
  deps: Deps,
  actor: Actor,
  input: { recordId: string; isSame: boolean; reason: string },
): Promise<EmployerRecord> {
  const record = await findEmployerRecord(input.recordId);
  if (!record) throw notFound('record');
  requireStaff(actor, ['hr_lead', 'legal'], record.personId);
  const at = deps.now();
  const { isSame, reason } = input;
  const to = isSame ? 'same' : 'other';
  const where = { collection: 'non_compete_records', id: record.id, version: 1, personId: record.personId };
  const saved = await settleEmployerRecord(record.id, { byId: actor.personId, at, isSame, reason }, [
    auditLine(where, { at, actorId: actor.personId, action: 'non_compete.settle', to, why: reason }),
    { id: `${record.id}:1:follow`, kind: 'follow' },
    { id: `${record.id}:1:refresh`, kind: 'refresh' },
  ]);
  if (!saved) throw conflict('already_settled');
  await deps.enqueue({ name: 'relay' });
  return saved;
}

type Told = Readonly<{
  id: string;
  by: string;
  source: NonCompeteSource;
  employerName: string;
  creditCode?: string | undefined;
  month: string;
  reference?: string;
}>;

async function takeRecord(deps: Deps, agreement: AgreementRecord, told: Told): Promise<Taken> {
  const { id, by, source, month, employerName, creditCode, reference } = told;
  if (creditCode !== undefined && !isCreditCode(creditCode)) throw badField('creditCode', rule.checkDigit);
  const ground = await loadGround(deps);
  if (refuseRecord(agreement, { source, month }, ground).length > 0) throw notMonitored();
  const digest = sha256(JSON.stringify([agreement.id, source, month, employerName, creditCode ?? '']));
  const employer = { employerName, ...(creditCode !== undefined && { creditCode }) };
  const match = matchEmployer(employer, await listCompetitors(), await loadMatchSettings());
  const isSomebody = match.verdict !== 'none';
  const created = await insertEmployerRecord({
    id,
    agreementId: agreement.id,
    personId: agreement.personId,
    source,
    month,
    ...(isSomebody && employer),
    ...(isSomebody && reference !== undefined && { reference }),
    digest,
    receivedAt: ground.at,
    receivedBy: by,
    match,
    pending: recordWork({ id, personId: agreement.personId, by, verdict: match.verdict, at: ground.at }),
  });
  const record = await findEmployerRecord(id);
  if (!record) throw notFound('record');
  if (record.digest !== digest) throw conflict('record_conflict');
  if (created) await deps.enqueue({ name: 'relay' });
  return { record, created };
}

function recordWork(
  input: Readonly<{ id: string; personId: string; by: string; verdict: string; at: Date }>,
): Pending[] {
  const { id, personId, by, verdict, at } = input;
  const where = { collection: 'non_compete_records', id, version: 0, personId };
  const audit = auditLine(where, { at, actorId: by, action: 'non_compete.record', to: verdict });
  if (verdict === 'none') return [audit];
  if (verdict === 'undecided') return [audit, { id: `${id}:0:card`, kind: 'card', slot: 'undecided' }];
  return [audit, { id: `${id}:0:follow`, kind: 'follow' }];
}

const notMonitored = () => conflict('not_monitored');
