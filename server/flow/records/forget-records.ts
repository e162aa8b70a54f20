import type { Interval } from '../../domain/interval.ts';
import { findPeople, type Person } from '../../store/people.ts';
import { deleteOldWork, deleteWork, listOldWork, WORK_STORES, type WorkStore } from '../../store/old-work.ts';
import type { Deps } from '../deps.ts';
import { isHeld, type Held } from '../case/legal-hold.ts';
import { findRecordDays } from './record-period.ts';
import { sliceOf } from '../walk.ts';

const DAY_MS = 86_400_000;
/** Deleted by one command. */
const BATCH = 2_000;

/**
 * Records of work past the company's period, but for the time a case rests on. What is a great deal, as when the period was shortened, goes
 * a slice at a time: `isAll` says whether nothing is left.
 */
export async function forgetRecords(
  deps: Deps,
  held: Held,
): Promise<Readonly<{ gone: number; isAll: boolean }>> {
  const before = new Date(+deps.now() - (await findRecordDays()) * DAY_MS);
  const untilMs = performance.now() + sliceOf(deps);
  const people = await findPeople([...held.keys()]);
  let gone = 0;
  for (const store of WORK_STORES) {
    const spans = spansBy(people, held, (person) => keyOf(store, person));
    const ofHeld = await listOldWork(store, [...spans.keys()], before);
    const free = ofHeld.filter((work) => !isHeld(work, spans.get(work.whose) ?? []));
    for (let from = 0; from < free.length; from += BATCH) {
      const ids = free.slice(from, from + BATCH).map(({ id }) => id);
      gone += await deleteWork(store, ids, before);
    }
    for (let deleted = BATCH; deleted === BATCH; gone += deleted) {
      // At least one batch, so that a slow moment never stops it.
      if (gone > 0 && performance.now() >= untilMs) return { gone, isAll: false };
      deleted = await deleteOldWork(store, [...spans.keys()], { before, limit: BATCH });
    }
  }
  return { gone, isAll: true };
}

/** Two people may have one number, one after the other. */
function spansBy(people: readonly Person[], held: Held, key: (person: Person) => string) {
  const spans = new Map<string, Interval[]>();
  for (const person of people)
    spans.set(key(person), [...(spans.get(key(person)) ?? []), ...(held.get(person.id) ?? [])]);
  return spans;
}

const keyOf = ({ whose }: WorkStore, person: Person): string =>
  whose === 'personId' ? person.id : person.employeeNo;
