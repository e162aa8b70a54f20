import { createHash } from 'node:crypto';
import { TELLS_PENALTY } from '../../domain/sanction/letter-void.ts';
import { takenBack } from '../../domain/sanction/taken-back.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findCase } from '../../store/cases.ts';
import { listLetters, type Letter } from '../../store/letters.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { refreshCards } from '../relay/relay-cards.ts';
import { keepLetter } from './letter.ts';

/**
 * The penalty of the case was taken back: the cards of its letters say so, and ask for no receipt any more. Who was given the penalty in
 * writing is given this in writing too, to keep.
 */
export async function followTakenBack(deps: Deps, caseId: string): Promise<void> {
  const letters = await listLetters(caseId);
  for (const { id } of letters) await refreshCards(deps, { collection: 'letters', id });
  const record = await findCase(caseId);
  if (record) await writeTakenBack(deps, record, letters);
}

async function writeTakenBack(deps: Deps, record: CaseRecord, letters: readonly Letter[]): Promise<void> {
  const back = takenBack(record);
  const told = letters.filter(({ kind }) => TELLS_PENALTY.has(kind)).map(({ no }) => no);
  const id = letterIdOf(record);
  if (!back || told.length === 0 || letters.some((letter) => letter.id === id)) return;
  await keepLetter(deps, SYSTEM, { record, ask: { kind: 'revocation', back, letters: told }, id });
}

/** One case ends once: the same end writes the same letter. */
const letterIdOf = ({ id }: CaseRecord): string =>
  createHash('sha256').update(`revocation:${id}`).digest('hex').slice(0, 32);
