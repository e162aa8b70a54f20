import { beforeEach, describe, expect, it } from 'vitest';
import { findToday } from '../../../server/flow/own/today.ts';
import { confirmPunch, takePunches } from '../../../server/flow/punch/punch.ts';
import { confirmerOf, findMyPunchesToConfirm } from '../../../server/flow/punch/punch-confirmers.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findPunch } from '../../../server/store/punches.ts';
import { savePerson, type Person } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPunch, buildPunches, createShop } from '../../support/phone.ts';
import { buildPerson } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
const area = buildPerson({ id: 'area', roles: ['employee', 'area_manager'] });
const other = buildPerson({ id: 'other', roles: ['employee', 'area_manager'], regionId: 'puxi' });
const rep = buildPerson({ id: 'rep', staffKind: 'rep' });
beforeEach(async () => {
  shop = await createShop();
  for (const person of [area, other, rep]) await savePerson(person);
});

const punchOf = async (person: Person): Promise<string> => {
  const punch = buildPunch('10:00');
  await takePunches(shop.deps, person, buildPunches([punch]));
  await relay(shop.deps);
  return punch.id;
};
const confirm = (by: Person, punchId: string) =>
  confirmPunch(shop.deps, { personId: by.id, roles: by.roles }, { punchId, accept: true });
const listed = async (by: Person): Promise<string[]> =>
  (await findMyPunchesToConfirm(by)).map(({ id }) => id);
const told = (): string[] => shop.recording.messages.map(({ to }) => to);

describe('a punch of somebody without a store', () => {
  it('waits for the manager of the region, who gets its card and confirms it with one tap', async () => {
    const id = await punchOf(rep);
    expect(await listed(area)).toEqual([id]);
    expect((await findToday(shop.deps, area)).toConfirm).toBe(1);
    expect(told()).toContain('ou_area');
    for (const nobody of [other, shop.manager, rep]) {
      expect(await listed(nobody)).toEqual([]);
      await expect(confirm(nobody, id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await confirm(area, id);
    expect(await findPunch(id)).toMatchObject({ status: 'confirmed', confirmation: { byId: 'area' } });
    expect(await listed(area)).toEqual([]);
  });
});

describe('punches of somebody who sends very many', () => {
  it('leave room on the list for those of others', async () => {
    const many = Array.from({ length: 120 }, (_, n) => buildPunch(`0${7 + (n % 3)}:${10 + (n % 50)}`));
    await takePunches(shop.deps, shop.promoter, buildPunches(many));
    const colleague = buildPerson({ id: 'colleague', storePlaceId: 'store' });
    await savePerson(colleague);
    const id = await punchOf(colleague);
    expect(await listed(shop.manager)).toContain(id);
    expect(await listed(shop.manager)).toHaveLength(21);
  });
});

describe('punches of a region that has no stores', () => {
  it('come as one card while it is open; the others wait in the list it leads to, and are named when it is done', async () => {
    const reps = ['r1', 'r2', 'r3'].map((id) => buildPerson({ id, staffKind: 'rep' }));
    for (const one of reps) await savePerson(one);
    const ids: string[] = [];
    for (const one of reps) ids.push(await punchOf(one));
    const cards = () => shop.recording.to('ou_area').map((one) => shop.recording.textOf(one));
    expect(cards()).toHaveLength(1);
    expect(await listed(area)).toHaveLength(3);
    const [first = ''] = ids;
    await confirm(area, first);
    await relay(shop.deps);
    expect(cards(), 'the same card, brought up to date').toHaveLength(1);
    expect(cards()[0]).toContain('另有 2 次打卡等您确认');
    const next = await punchOf(rep);
    expect(cards(), 'no card is open: the next punch is told of').toHaveLength(2);
    expect(cards()[1]).toContain('另有 2 次打卡等您确认');
    for (const id of [...ids.slice(1), next]) await confirm(area, id);
    await relay(shop.deps);
    expect(cards()).toHaveLength(2);
    expect(cards()[1]).not.toContain('另有');
  });
});

it('is known beforehand, so that nobody is told to wait for a manager who does not exist', async () => {
  const abroad = buildPerson({ id: 'abroad', staffKind: 'rep', regionId: 'nowhere' });
  const asked = [shop.promoter, rep, shop.manager, abroad].map((person) => confirmerOf(person));
  expect(await Promise.all(asked)).toEqual(['store_manager', 'area_manager', 'area_manager', undefined]);
});

it('a punch at a store is for its own manager, and the manager’s own one for the region’s', async () => {
  const [theirs, own] = [await punchOf(shop.promoter), await punchOf(shop.manager)];
  expect(await listed(shop.manager)).toEqual([theirs]);
  expect(await listed(area)).toEqual([own]);
  await expect(confirm(area, theirs)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(confirm(shop.manager, own)).rejects.toMatchObject({ code: 'forbidden' });
  await confirm(area, own);
  expect(await findPunch(own)).toMatchObject({ status: 'confirmed' });
});
