import { notFound } from '../errors.ts';
import type { Actor } from '../flow/deps.ts';
import { findCase, type CaseRecord } from '../store/cases.ts';
import type { Person } from '../store/people.ts';

/** The own case of somebody who has left, once it was told to them. */
export async function ownCase(id: string | undefined, leaver: Person): Promise<CaseRecord> {
  const record = await findCase(id ?? '');
  if (record?.personId !== leaver.id || record.state === 'open') throw notFound('case');
  return record;
}

/** Whatever roles the person once had, none of them counts here. */
export const leaverActor = ({ id }: Person): Actor => ({ personId: id, roles: [] });
