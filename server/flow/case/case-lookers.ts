import { flowZh } from '../../contract/texts/flow.zh.ts';
import { isEnded } from '../../domain/case/case.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findAlert } from '../../store/alerts.ts';
import { findPeople } from '../../store/people.ts';
import { listReads, listReadsOf, type Read } from '../../store/reads.ts';

/** The ledger's word for a look at a case in which the name stood. */
export const NAME_READ = 'case.name';
export const caseReadPurpose = (caseNo: string): string => `case ${caseNo}`;
const MANY = 10_000;

/** Who saw the name in this case, each once with the reason given: the notice to the person at the end (trust R12). */
export async function caseLookers(record: CaseRecord): Promise<string[]> {
  if (!isEnded(record.state)) return [];
  const reads = await listReadsOf({ personId: record.personId, what: NAME_READ, fromAt: record.openedAt });
  const own = reads.filter(
    ({ purpose, at, readerId }) =>
      purpose === caseReadPurpose(record.caseNo) || isUnmask(record, { purpose, at, readerId }),
  );
  const people = new Map(
    (await findPeople([...new Set(own.map(({ readerId }) => readerId))])).map((one) => [one.id, one]),
  );
  const wordsOf = (purpose: string): string =>
    purpose === caseReadPurpose(record.caseNo) ? flowZh.caseWork : purpose;
  const lines = own.map(
    ({ readerId, purpose }) => `${people.get(readerId)?.name ?? readerId}（${wordsOf(purpose)}）`,
  );
  return [...new Set(lines)];
}

/** The looks at this case, its alert and its papers, newest first: those at other matters of the person are no part of it. */
export async function caseReads(record: CaseRecord): Promise<Read[]> {
  const { caseNo, personId, alertId, lead } = record;
  const [reads, alert] = await Promise.all([listReads(personId, { limit: MANY }), findAlert(alertId)]);
  const own = new Set([
    caseReadPurpose(caseNo),
    `case.execution ${caseNo}`,
    ...(alert ? [`alert ${alert.alertNo}`, `card ${alert.alertNo}`] : []),
    ...(lead ? [`lead ${lead.leadNo}`] : []),
  ]);
  const isOwn = ({ purpose }: Read): boolean =>
    own.has(purpose) || purpose.startsWith(`${caseReadPurpose(caseNo)}: `);
  return reads.filter((read) => isOwn(read) || isUnmask(record, read));
}

/** The second person's word is in a row of its own: who asked, and what for, stands where it was asked. */
function isUnmask(
  { history }: CaseRecord,
  read: Readonly<{ purpose: string; at: Date; readerId: string }>,
): boolean {
  return history.some(
    ({ event, actorId, reason }) =>
      event === 'ask_unmask' && actorId === read.readerId && reason === read.purpose,
  );
}
