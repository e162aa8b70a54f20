import { findPeopleWithRole, findPerson, type Person } from '../../store/people.ts';
import { findPunchesOfUnmanaged, findPunchesToConfirm, type Punch } from '../../store/punches.ts';

/** Punches on one list, and of one person on it: nobody's crowd out those of others. */
const MOST_SHOWN = 100;
const MOST_OF_ONE = 20;
/** Waiting punches that a list is made of. */
const LOOKED_AT = 1_000;

/**
 * Who confirms a punch: the managers of its store, and where there is none, as for reps and riders without a store, the region's; never
 * the person.
 */
export async function findConfirmers(punch: Pick<Punch, 'personId' | 'placeId'>): Promise<Person[]> {
  const { personId, placeId } = punch;
  const person = await findPerson(personId);
  const managers =
    placeId === undefined ? [] : await findPeopleWithRole('store_manager', { storePlaceId: placeId });
  const others = managers.filter(({ id }) => id !== personId);
  const regionId = person?.regionId;
  if (others.length > 0 || regionId === undefined) return others;
  return (await findPeopleWithRole('area_manager', { regionId })).filter(({ id }) => id !== personId);
}

/** Who that is for the person's own punches, as far as it can be said beforehand; nobody where none is named. */
export async function confirmerOf({
  id,
  storePlaceId,
}: Person): Promise<'store_manager' | 'area_manager' | undefined> {
  const [first] = await findConfirmers({ personId: id, ...(storePlaceId && { placeId: storePlaceId }) });
  if (!first) return undefined;
  const isOfStore = storePlaceId !== undefined && first.storePlaceId === storePlaceId;
  return isOfStore && first.roles.includes('store_manager') ? 'store_manager' : 'area_manager';
}

/** What waits for this manager: the punches of the own store; those of the region's people that no manager of a store can confirm. */
export async function findMyPunchesToConfirm(manager: Person): Promise<Punch[]> {
  const { id, roles, storePlaceId, regionId } = manager;
  const isOfStore = roles.includes('store_manager') && storePlaceId !== undefined;
  const ofStore = isOfStore ? await findPunchesToConfirm(storePlaceId, id, LOOKED_AT) : [];
  if (!roles.includes('area_manager') || regionId === undefined) return fewOfEach(ofStore);
  const managers = await findPeopleWithRole('store_manager');
  const managed = managers.flatMap((one) => one.storePlaceId ?? []);
  const alone = managers.filter(
    (one) => managed.filter((placeId) => placeId === one.storePlaceId).length === 1 && one.id !== id,
  );
  const people = (await findPeopleWithRole('employee', { regionId })).filter((one) => one.id !== id);
  const ofRegion = await findPunchesOfUnmanaged(
    people.map((one) => one.id),
    {
      managed: [...new Set(managed)],
      own: alone.map((one) => ({ personId: one.id, placeId: one.storePlaceId ?? '' })),
      limit: LOOKED_AT,
    },
  );
  const known = new Set(ofStore.map((one) => one.id));
  return fewOfEach([...ofStore, ...ofRegion.filter((one) => !known.has(one.id))]);
}

function fewOfEach(waiting: readonly Punch[]): Punch[] {
  const taken = new Map<string, number>();
  const few = waiting.filter(({ personId }) => {
    const before = taken.get(personId) ?? 0;
    taken.set(personId, before + 1);
    return before < MOST_OF_ONE;
  });
  return few.slice(0, MOST_SHOWN);
}
