import type { Context } from 'koa';
import { nameClosed, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { isForSubject } from '../flow/sanction/letter.ts';
import type { CaseRecord } from '../store/cases.ts';
import { mayReadName } from './case-reader.ts';
import { findLetter, readLetter } from '../store/letters.ts';
import { recordRead } from '../store/reads.ts';

/**
 * The PDF of a letter of the case, entered in the person's ledger; the person gets those that are for the person. It has the name: others
 * read it as long as they read the name (R12), afterwards in an evidence pack alone, for which a second person has to consent.
 */
export async function sendLetter(
  deps: Deps,
  ctx: Context,
  { record, letterId, readerId }: Readonly<{ record: CaseRecord; letterId: string; readerId: string }>,
): Promise<void> {
  const { id, personId, caseNo } = record;
  if (!mayReadName(record, { id: readerId }, deps.now())) throw nameClosed();
  const letter = await findLetter(letterId);
  const isTheirs = letter?.caseId === id && (readerId !== personId || isForSubject(letter));
  const pdf = isTheirs ? await readLetter(letter.id) : null;
  if (!letter || !pdf) throw notFound('letter');
  await recordRead({ personId, readerId, what: 'case.letter', purpose: `case ${caseNo}`, at: deps.now() });
  ctx.attachment(`${letter.no}.pdf`);
  ctx.type = 'application/pdf';
  ctx.body = pdf;
}
