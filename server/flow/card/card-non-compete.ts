import { isNonCompeteEnded } from '../../domain/non-compete/procedure.ts';
import { nonCompeteCard, type NonCompeteNews } from '../../feishu/cards/non-compete-card.ts';
import { findCertificate } from '../../store/certificates.ts';
import { findAgreement } from '../../store/non-compete-agreements.ts';
import { findNonCompeteCase } from '../../store/non-compete-cases.ts';
import { findEmployerRecord } from '../../store/non-compete-records.ts';
import { findPeopleWithRole } from '../../store/people.ts';
import { sha256 } from '../secret/secret.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

type Notice = Readonly<{ aboutId: string; path: string; news: NonCompeteNews }>;

/** What HR leads are told of agreements, records, cases and requests of people who have left; nobody of an own matter. */
export async function buildNonCompeteCards(
  deps: Deps,
  document: Readonly<{ collection: string; id: string }>,
  slot: string,
): Promise<OutgoingCard[]> {
  const notice = await noticeOf(document, slot);
  if (!notice) return [];
  const people = (await findPeopleWithRole('hr_lead')).filter(({ id }) => id !== notice.aboutId);
  const { news, path } = notice;
  const card = nonCompeteCard({ news, url: `${deps.publicUrl}/console/#${path}` });
  return people.map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone }));
}

async function noticeOf(
  { collection, id }: Readonly<{ collection: string; id: string }>,
  slot: string,
): Promise<Notice | null> {
  if (collection === 'non_compete_agreements') return stoppedNotice(id);
  if (collection === 'non_compete_records') return undecidedNotice(id);
  if (collection === 'non_compete_cases') return caseNotice(id, slot);
  return certificateNotice(id);
}

async function stoppedNotice(id: string): Promise<Notice | null> {
  const agreement = await findAgreement(id);
  if (!agreement) return null;
  const reasons = agreement.monitoring.stopReasons ?? [];
  return {
    aboutId: agreement.personId,
    path: `/non-compete/${id}`,
    news: { about: 'stopped', no: agreement.agreementNo, reasons },
  };
}

async function undecidedNotice(id: string): Promise<Notice | null> {
  const record = await findEmployerRecord(id);
  const agreement = record && (await findAgreement(record.agreementId));
  if (!record || !agreement) return null;
  return {
    aboutId: record.personId,
    path: `/non-compete/${agreement.id}`,
    news: { about: 'employer_record', no: agreement.agreementNo, isSettled: record.settled !== undefined },
  };
}

async function caseNotice(id: string, slot: string): Promise<Notice | null> {
  const record = await findNonCompeteCase(id);
  if (!record) return null;
  const { caseNo: no, state } = record;
  const about = slot === 'answered' ? 'answer' : 'case';
  return {
    aboutId: record.personId,
    path: `/non-compete/${record.agreementId}`,
    news: { about, no, state, isOver: isNonCompeteEnded(state) },
  };
}

async function certificateNotice(id: string): Promise<Notice | null> {
  const certificate = await findCertificate(id);
  const news = { about: 'certificate', no: shortNo(id) } as const;
  return certificate && { aboutId: certificate.personId, path: '/leavers', news };
}

const shortNo = (id: string): string => sha256(id).slice(0, 6).toUpperCase();
