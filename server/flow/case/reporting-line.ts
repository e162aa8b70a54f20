import { findPerson, findPersonByOpenId, type Person } from '../../store/people.ts';

/**
 * Whether one of the two stands anywhere above the other: neither a boss nor somebody who depends on the subject decides about them
 * (trust R8).
 */
export async function isInLine(decider: Person, subjectId: string): Promise<boolean> {
  const subject = await findPerson(subjectId);
  if (!subject) return false;
  return (await leadersOf(subject)).has(decider.openId) || (await leadersOf(decider)).has(subject.openId);
}

/** Open ids of everyone above a person; a line that runs in a circle ends where it began. */
async function leadersOf({ leaderOpenId }: Person): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = leaderOpenId; at !== undefined && !found.has(at);) {
    found.add(at);
    at = (await findPersonByOpenId(at))?.leaderOpenId;
  }
  return found;
}
