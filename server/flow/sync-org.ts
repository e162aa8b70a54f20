import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { OrgSnapshot, OrgUser } from '../feishu/platform.ts';
import { getOrgMapping, saveOrgMapping, type OrgMapping } from '../store/org-mapping.ts';
import type { Pending } from '../store/pending.ts';
import { listPeople, savePerson, type Person } from '../store/people.ts';
import type { Deps } from './deps.ts';
import { describePerson, type Described } from './org-person.ts';
import { sha256 } from './secret.ts';
import { endSessions } from './sign-in.ts';

/** More vanished people than this, and more than this share of all: the directory is wrong, not the company. */
const MASS_COUNT = 5;
const MASS_SHARE = 0.2;

/** Brings people in line with the platform's directory. A directory that cannot be read, or that lost a crowd, changes nothing. */
export async function syncOrg(deps: Deps): Promise<{ joined: number; changed: number; left: number }> {
  const [snapshot, mapping, known] = await Promise.all([
    deps.feishu.org.fetchOrg(),
    getOrgMapping(),
    listPeople(),
  ]);
  const present = new Map(
    snapshot.users.filter(({ isActive }) => isActive).map((user) => [user.openId, user]),
  );
  const active = known.filter(({ isActive }) => isActive);
  const vanished = active.filter(({ openId }) => !present.has(openId));
  refuseMassChange(vanished.length, active.length);
  for (const person of vanished) await markLeft(deps, person);
  const { joined, changed } = await saveAll(deps, { snapshot, mapping, known, users: [...present.values()] });
  return { joined, changed, left: vanished.length };
}

/** Says how the directory is to be read from now on; the next sync applies it. */
export async function adoptOrgMapping(deps: Deps, mapping: OrgMapping): Promise<void> {
  const to = sha256(JSON.stringify(mapping));
  const entry = {
    at: deps.now(),
    actorId: 'system',
    action: 'org_mapping.adopt',
    subject: 'settings:org-mapping',
    to,
  };
  await saveOrgMapping(mapping, [{ id: randomUUID(), kind: 'audit', entry }]);
}

function refuseMassChange(vanished: number, active: number): void {
  if (vanished <= MASS_COUNT || vanished <= active * MASS_SHARE) return;
  throw new AppError('mass_change', 409, {
    message: `${vanished} of ${active} people are gone from the directory; nothing was changed`,
    details: { vanished, active },
  });
}

async function saveAll(
  deps: Deps,
  input: { snapshot: OrgSnapshot; mapping: OrgMapping; known: readonly Person[]; users: readonly OrgUser[] },
): Promise<{ joined: number; changed: number }> {
  const { snapshot, mapping } = input;
  const byOpenId = new Map(input.known.map((person) => [person.openId, person]));
  let joined = 0;
  let changed = 0;
  for (const user of input.users) {
    const described = describePerson(user, snapshot.departments, mapping);
    const person = byOpenId.get(user.openId);
    if (!person) {
      await join(deps, described);
      joined += 1;
    } else if (await update(deps, person, described)) changed += 1;
  }
  return { joined, changed };
}

async function join(deps: Deps, described: Described): Promise<void> {
  const person: Person = { id: randomUUID(), ...described, isActive: true };
  await savePerson(person, [auditOf(deps, person, { action: 'person.join', to: described.roles.join(' ') })]);
}

async function update(deps: Deps, person: Person, described: Described): Promise<boolean> {
  const next: Person = { id: person.id, ...described, isActive: true };
  if (sortedJson(next) === sortedJson(person)) return false;
  const from = person.isActive ? rightsOf(person) : 'left';
  const to = rightsOf(next);
  await savePerson(next, from === to ? [] : [auditOf(deps, next, { action: 'person.rights', from, to })]);
  return true;
}

/** What decides about whom a person may see and decide: roles, and where they hold. */
function rightsOf({ roles, regionId, storePlaceId, leaderOpenId }: Person): string {
  const where = [`region:${regionId ?? ''}`, `store:${storePlaceId ?? ''}`, `leader:${leaderOpenId ?? ''}`];
  return [...roles, ...where].join(' ');
}

async function markLeft(deps: Deps, person: Person): Promise<void> {
  const left: Person = { ...person, isActive: false, leftAt: deps.now() };
  await savePerson(left, [auditOf(deps, left, { action: 'person.leave' })]);
  await endSessions(person.id);
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
