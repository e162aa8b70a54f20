import { CLOSED_CASE_DAYS } from '../../domain/case/kept-until.ts';
import { agreementKeptUntil } from '../../domain/non-compete/kept-until.ts';
import { dayOf } from '../../domain/time.ts';
import { appendAudit } from '../../store/audit.ts';
import { deleteOldCertificates } from '../../store/certificates.ts';
import {
  countUnderAgreement,
  deleteAgreement,
  listAgreementPeople,
  streamLeftAgreements,
} from '../../store/forget-non-compete.ts';
import { listNonCompeteCases } from '../../store/non-compete-cases.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { countsIn } from '../counts-in.ts';
import { SYSTEM } from '../deps.ts';

const DAY_MS = 86_400_000;

/** Deletes agreements past their time, with what was looked at under them and their cases; answers how many (R13). */
export async function forgetAgreements(now: Date): Promise<number> {
  const timeZone = await getTimeZone();
  const today = dayOf(now, timeZone);
  let gone = 0;
  for await (const agreement of streamLeftAgreements(dayOf(daysBefore(now), timeZone))) {
    const cases = await listNonCompeteCases({ agreementId: agreement.id });
    const keptUntil = agreementKeptUntil(agreement, cases, timeZone);
    if (keptUntil === undefined || today <= keptUntil) continue;
    await noteForgotten(agreement.id, now);
    await deleteAgreement(agreement.id);
    gone += 1;
  }
  return gone;
}

/** The same of papers that were handed in at the leaver's door, as long as no agreement and no case of the person needs them. */
export async function forgetCertificates(now: Date, heldPersonIds: Iterable<string>): Promise<number> {
  const needed = new Set([...heldPersonIds, ...(await listAgreementPeople())]);
  return deleteOldCertificates(daysBefore(now), [...needed]);
}

const daysBefore = (now: Date): Date => new Date(+now - CLOSED_CASE_DAYS * DAY_MS);

/** Before it is deleted, and once; nothing of whom it was about. */
async function noteForgotten(id: string, at: Date): Promise<void> {
  await appendAudit(`non_compete_agreements:${id}:forget`, {
    at,
    actorId: SYSTEM.personId,
    action: 'non_compete.forget',
    subject: `non_compete_agreements:${id}`,
    to: countsIn(await countUnderAgreement(id)),
    why: `R13: ${CLOSED_CASE_DAYS} days after its end`,
  });
}
