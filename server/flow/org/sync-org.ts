import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../errors.ts';
import type { OrgSnapshot, OrgUser } from '../../feishu/platform.ts';
import { getOrgMapping, saveOrgMapping, type OrgMapping } from '../../store/org-mapping.ts';
import { saveOrgTree } from '../../store/org-tree.ts';
import type { Pending } from '../../store/pending.ts';
import { leavePerson, listPeople, savePeople, savePerson, type Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';
import { tellGoneFromMissed } from './missed-people.ts';
import { describePeople, type Described } from './org-person.ts';
import { keepNewRegionsOff } from '../rollout/rollout-mode.ts';
import { sha256 } from '../secret/secret.ts';
import { endSessions } from './sign-in.ts';

/** More vanished people than this, and more than this share of all: the directory is wrong, not the company. */
const MASS_LEAVE = { people: 5, pct: 20 };

type Change = Readonly<{ person: Person; pending: readonly Pending[] }>;

/**
 * Brings people in line with the platform's directory. A directory that cannot be read to its last page, or that lost a crowd, changes
 * nothing and is told to the administrators.
 */
export async function syncOrg(deps: Deps): Promise<{ joined: number; changed: number; left: number }> {
  try {
    const before = await listPeople();
    const result = await applyDirectory(deps, await deps.feishu.org.fetchOrg(), before);
    await noteHealth(deps, 'org-sync', null);
    return result;
  } catch (error) {
    if (error instanceof AppError) await noteHealth(deps, 'org-sync', error);
    throw error;
  }
}

/** Whom an event has changed since `before`, while the directory was read, the event knows better. */
async function applyDirectory(deps: Deps, snapshot: OrgSnapshot, before: readonly Person[]) {
  const [mapping, now] = await Promise.all([getOrgMapping(), listPeople()]);
  const read = new Map(before.map((person) => [person.openId, person]));
  const isNews = (person: Person): boolean => !isDeepStrictEqual(person, read.get(person.openId));
  const newsOf = new Set(now.filter(isNews).map(({ openId }) => openId));
  const known = now.filter(({ openId }) => !newsOf.has(openId));
  const present = new Map(
    snapshot.users.filter(({ isActive }) => isActive).map((user) => [user.openId, user]),
  );
  const active = known.filter(({ isActive }) => isActive);
  const vanished = active.filter(({ openId }) => !present.has(openId));
  refuseMassLeave(vanished.length, active.length, mapping);
  const { gone, missed } = await tellGoneFromMissed(deps, vanished, snapshot);
  for (const person of gone) await leave(deps, person);
  const users = [...present.values(), ...missed].filter(({ openId }) => !newsOf.has(openId));
  const { joined, changed } = changesOf(deps, { snapshot, mapping, known, users });
  await savePeople([...joined, ...changed]);
  await saveOrgTree(snapshot.departments.map(({ id, name, parentId }) => ({ id, name, parentId })));
  return { joined: joined.length, changed: changed.length, left: gone.length };
}

/**
 * Says how the directory is to be read from now on; the next sync applies it. False when it is read so already. A region it names for the
 * first time judges nothing until somebody tries it out, unless `newRegions` says that it is live.
 */
export async function adoptOrgMapping(
  deps: Deps,
  mapping: OrgMapping,
  newRegions: 'off' | 'live' = 'off',
): Promise<boolean> {
  if (isDeepStrictEqual(await getOrgMapping(), mapping)) return false;
  if (newRegions === 'off') await keepNewRegionsOff(deps, mapping);
  const to = sha256(JSON.stringify(mapping));
  const entry = {
    at: deps.now(),
    actorId: 'system',
    action: 'org_mapping.adopt',
    subject: 'settings:org-mapping',
    to,
  };
  await saveOrgMapping(mapping, [{ id: randomUUID(), kind: 'audit', entry }]);
  return true;
}

/** A person leaves: once, and with every session. */
export async function leave(deps: Deps, person: Person): Promise<void> {
  await leavePerson(person.id, deps.now(), [auditOf(deps, person, { action: 'person.leave' })]);
  await endSessions(person.id);
}

/** One person as the directory says now; true when that changed anything. */
export async function bringInLine(deps: Deps, known: Person | null, described: Described): Promise<boolean> {
  const change = changeOf(deps, known ?? undefined, described);
  if (change) await savePerson(change.person, change.pending);
  return change !== null;
}

function refuseMassLeave(vanished: number, active: number, mapping: OrgMapping): void {
  const limit = mapping.massLeave ?? MASS_LEAVE;
  if (vanished <= limit.people || vanished <= (active * limit.pct) / 100) return;
  throw new AppError('mass_change', 409, { details: { vanished, active } });
}

function changesOf(
  deps: Deps,
  input: { snapshot: OrgSnapshot; mapping: OrgMapping; known: readonly Person[]; users: readonly OrgUser[] },
): { joined: Change[]; changed: Change[] } {
  const { snapshot, mapping } = input;
  const byOpenId = new Map(input.known.map((person) => [person.openId, person]));
  const joined: Change[] = [];
  const changed: Change[] = [];
  const describe = describePeople(snapshot.departments, mapping);
  for (const user of input.users) {
    const person = byOpenId.get(user.openId);
    const change = changeOf(deps, person, describe(user));
    if (change) (person ? changed : joined).push(change);
  }
  return { joined, changed };
}

function changeOf(deps: Deps, known: Person | undefined, described: Described): Change | null {
  const storeSinceAt = known && storeSince(known, described, deps.now());
  const id = known?.id ?? randomUUID();
  const person: Person = { id, ...described, ...(storeSinceAt && { storeSinceAt }), isActive: true };
  if (!known) {
    const what = { action: 'person.join', to: described.roles.join(' ') };
    return { person, pending: [auditOf(deps, person, what)] };
  }
  if (sortedJson(person) === sortedJson(known)) return null;
  const from = known.isActive ? rightsOf(known) : 'left';
  const to = rightsOf(person);
  const audit = from === to ? [] : [auditOf(deps, person, { action: 'person.rights', from, to })];
  return { person, pending: audit };
}

/** Moved with their departments; where the mapping alone says another store, the one before was never right. */
function storeSince(known: Person, { storePlaceId, departmentIds }: Described, now: Date): Date | undefined {
  const isMoved =
    storePlaceId !== known.storePlaceId && !isDeepStrictEqual(departmentIds, known.departmentIds);
  return isMoved ? now : known.storeSinceAt;
}

/** What decides about whom a person may see and decide: roles, and where they hold. */
function rightsOf({ roles, regionId, storePlaceId, leaderOpenId }: Person): string {
  const where = [`region:${regionId ?? ''}`, `store:${storePlaceId ?? ''}`, `leader:${leaderOpenId ?? ''}`];
  return [...roles, ...where].join(' ');
}

function auditOf(deps: Deps, person: Person, what: { action: string; from?: string; to?: string }): Pending {
  return {
    id: randomUUID(),
    kind: 'audit',
    entry: {
      at: deps.now(),
      actorId: 'system',
      subject: `people:${person.id}`,
      personId: person.id,
      ...what,
    },
  };
}

function sortedJson(person: Person): string {
  return JSON.stringify(Object.entries(person).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
