import { getOrgMapping } from '../store/org-mapping.ts';
import { findPeople } from '../store/people.ts';
import type { Names } from './views/tuning-view.ts';

/** Names of the officials who act, and of the regions; an id that is nobody's stays as it is. */
export async function loadNames(personIds: readonly string[]): Promise<Names> {
  const [people, { regions }] = await Promise.all([findPeople([...new Set(personIds)]), getOrgMapping()]);
  const personBy = new Map(people.map(({ id, name }) => [id, name]));
  const regionBy = new Map(regions.map(({ id, name }) => [id, name]));
  return { person: (id) => personBy.get(id) ?? id, region: (id) => regionBy.get(id) ?? id };
}
