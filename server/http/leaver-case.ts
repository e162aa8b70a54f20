import { CaseStateSchema } from '../contract/case.ts';
import type { OpenCase } from '../contract/view-leaver.ts';
import { isEnded } from '../domain/case/case.ts';
import { isNameForReaders } from '../domain/case/name.ts';
import { notFound } from '../errors.ts';
import type { Actor } from '../flow/deps.ts';
import { findCase, listCases, type CaseRecord } from '../store/cases.ts';
import type { Person } from '../store/people.ts';

const UNDER_WAY = CaseStateSchema.options.filter((state) => !isEnded(state));
/** More cases of one person at a time are not listed beside the name. */
const CASES_LIMIT = 20;

/** The own case of somebody who has left, once it was told to them. */
export async function ownCase(id: string | undefined, leaver: Person): Promise<CaseRecord> {
  const record = await findCase(id ?? '');
  if (record?.personId !== leaver.id || record.state === 'open') throw notFound('case');
  return record;
}

/** Whatever roles the person once had, none of them counts here. */
export const leaverActor = ({ id }: Person): Actor => ({ personId: id, roles: [] });

/** What of somebody who has left is under way and may be read beside the name. */
export async function openCasesOf(personId: string, at: Date): Promise<OpenCase[]> {
  const found = await listCases({ personId, states: UNDER_WAY, limit: CASES_LIMIT });
  return found
    .filter((record) => isNameForReaders(record, at))
    .map(({ id, caseNo, state }) => ({ id, caseNo, state }));
}
