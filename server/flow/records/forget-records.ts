import { findPeople } from '../../store/people.ts';
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
    const spans = new Map(people.map((person) => [keyOf(store, person), held.get(person.id) ?? []]));
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

const keyOf = ({ whose }: WorkStore, person: Readonly<{ id: string; employeeNo: string }>): string =>
  whose === 'personId' ? person.id : person.employeeNo;
