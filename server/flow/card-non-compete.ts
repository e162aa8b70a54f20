import { nonCompeteZh } from '../contract/texts/non-compete.zh.ts';
import { isNonCompeteEnded } from '../domain/non-compete/procedure.ts';
import { noticeCard, type NoticeCardInput } from '../feishu/cards/notice-card.ts';
import { findCertificate } from '../store/certificates.ts';
import { findAgreement } from '../store/non-compete-agreements.ts';
import { findNonCompeteCase } from '../store/non-compete-cases.ts';
import { findEmployerRecord } from '../store/non-compete-records.ts';
import { findPeopleWithRole } from '../store/people.ts';
import { sha256 } from './secret.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

type Notice = Readonly<{ aboutId: string; input: Omit<NoticeCardInput, 'link' | 'hint'>; path: string }>;
const { card: words, reason: reasons, state: states } = nonCompeteZh;

/** What HR leads are told of agreements, records, cases and requests of people who have left; nobody of an own matter. */
export async function buildNonCompeteCards(
  deps: Deps,
  document: Readonly<{ collection: string; id: string }>,
  slot: string,
): Promise<OutgoingCard[]> {
  const notice = await noticeOf(document, slot);
  if (!notice) return [];
  const people = (await findPeopleWithRole('hr_lead')).filter(({ id }) => id !== notice.aboutId);
  const card = noticeCard({
    ...notice.input,
    hint: words.hint,
    link: { text: words.open, url: `${deps.publicUrl}/console/#${notice.path}` },
  });
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
  const why = (agreement.monitoring.stopReasons ?? []).map((reason) => reasons[reason]).join('、');
  return {
    aboutId: agreement.personId,
    path: `/non-compete/${id}`,
    input: {
      title: words.title(agreement.agreementNo),
      state: words.stopped,
      template: 'orange',
      text: words.stoppedText(why),
    },
  };
}

async function undecidedNotice(id: string): Promise<Notice | null> {
  const record = await findEmployerRecord(id);
  const agreement = record && (await findAgreement(record.agreementId));
  if (!record || !agreement) return null;
  return {
    aboutId: record.personId,
    path: `/non-compete/${agreement.id}`,
    input: {
      title: words.title(agreement.agreementNo),
      state: record.settled ? words.settled : words.undecided,
      template: record.settled ? 'grey' : 'orange',
      text: words.undecidedText,
    },
  };
}

async function caseNotice(id: string, slot: string): Promise<Notice | null> {
  const record = await findNonCompeteCase(id);
  if (!record) return null;
  const isOver = isNonCompeteEnded(record.state);
  return {
    aboutId: record.personId,
    path: `/non-compete/${record.agreementId}`,
    input: {
      title: words.title(record.caseNo),
      state: slot === 'answered' ? words.answered : states[record.state],
      template: isOver ? 'grey' : 'orange',
      text: slot === 'answered' ? words.answeredText : words.openedText,
    },
  };
}

async function certificateNotice(id: string): Promise<Notice | null> {
  const certificate = await findCertificate(id);
  return (
    certificate && {
      aboutId: certificate.personId,
      path: '/leavers',
      input: {
        title: words.certificateTitle(shortNo(id)),
        state: words.certificate,
        template: 'blue',
        text: words.certificateText,
      },
    }
  );
}

const shortNo = (id: string): string => sha256(id).slice(0, 6).toUpperCase();
