import { createHash } from 'node:crypto';
import type { Person } from '../../store/people.ts';

/**
 * One of those who may approve: a node that names several asks all of them. The same document always gets the same one, and documents
 * spread over all.
 */
export function pickApprover(people: readonly Person[], documentId: string): Person | null {
  if (people.length === 0) return null;
  const turn = createHash('sha256').update(documentId).digest().readUInt32BE(0) % people.length;
  return people[turn] ?? null;
}
