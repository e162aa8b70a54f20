import { forbidden, unauthenticated } from '../../errors.ts';
import { findPerson, type Person } from '../../store/people.ts';
import { findPlace } from '../../store/places.ts';
import {
  findScreen,
  findScreenOf,
  listScreensOf,
  noteScreenSeen,
  replaceScreen,
  type StoreScreen,
} from '../../store/store-screens.ts';
import type { Deps } from '../deps.ts';
import { findUnderKeys, hashSecret, makeSecret } from '../secret/secret.ts';
import { storeScreenStone } from '../tombstone/stones-of.ts';
import { storeCodeAt, type StoreCode } from './store-code.ts';

/** When the screen was seen is written at most this often. */
const SEEN_EVERY_MS = 60_000;

export type ShownCode = Readonly<StoreCode & { placeId: string; placeName: string; now: Date }>;

/** Makes the address of the own store's screen; the one before stops working, so that a lost one can be ended. */
export async function openScreen(deps: Deps, manager: Person): Promise<{ url: string }> {
  const placeId = ownStoreOf(manager);
  const key = makeSecret();
  const id = hashSecret(deps, 'store-screen', key);
  const at = deps.now();
  const subject = `places:${placeId}`;
  const entry = { at, actorId: manager.id, action: 'store_screen.open', subject };
  await deps.tombstones?.add((await listScreensOf(placeId)).map((before) => storeScreenStone(before.id, at)));
  await replaceScreen({ id, placeId, createdById: manager.id, createdAt: at }, [
    { id: `store_screens:${id}:open`, kind: 'audit', entry },
  ]);
  await deps.enqueue({ name: 'relay' });
  // After the hash: it never reaches a server log.
  return { url: `${deps.publicUrl}/screen/#${key}` };
}

/** The screen of the manager's own store, if one is set up. */
export async function findOwnScreen(manager: Person): Promise<StoreScreen | null> {
  return findScreenOf(ownStoreOf(manager));
}

/** The code for the manager's own phone, where a store has no screen. */
export async function showOwnCode(deps: Deps, manager: Person): Promise<ShownCode> {
  return showCode(deps, ownStoreOf(manager));
}

/** The code for whoever holds the screen's key, as long as its maker manages that store. */
export async function showScreenCode(deps: Deps, key: string): Promise<ShownCode> {
  const screen = await findUnderKeys(deps, (by) => findScreen(hashSecret(by, 'store-screen', key)));
  const maker = screen && (await findPerson(screen.createdById));
  if (!screen || !maker || !managesStore(maker, screen.placeId)) throw unauthenticated();
  const now = deps.now();
  if (+now - +(screen.seenAt ?? 0) >= SEEN_EVERY_MS) await noteScreenSeen(screen.id, now);
  return showCode(deps, screen.placeId);
}

async function showCode(deps: Deps, placeId: string): Promise<ShownCode> {
  const place = await findPlace(placeId);
  if (!place) throw unauthenticated();
  const now = deps.now();
  return { ...storeCodeAt(deps, placeId, now), placeId, placeName: place.name, now };
}

function ownStoreOf(person: Person): string {
  const { storePlaceId } = person;
  if (storePlaceId === undefined || !managesStore(person, storePlaceId)) throw forbidden('not_store_manager');
  return storePlaceId;
}

const managesStore = ({ isActive, roles, storePlaceId }: Person, placeId: string): boolean =>
  isActive && roles.includes('store_manager') && storePlaceId === placeId;
