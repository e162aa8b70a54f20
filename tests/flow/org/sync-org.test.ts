import { beforeEach, describe, expect, it } from 'vitest';
import type { OrgSnapshot, OrgUser } from '../../../server/feishu/platform.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { pullSchedule } from '../../../server/flow/pull/pull-schedule.ts';
import { findSignedIn, signInWithCode } from '../../../server/flow/org/sign-in.ts';
import { handleUserChange } from '../../../server/flow/org/person-events.ts';
import { AppError } from '../../../server/errors.ts';
import { findHealth } from '../../../server/flow/health.ts';
import { relay } from '../../../server/flow/relay.ts';
import { adoptOrgMapping, bringInLine, syncOrg } from '../../../server/flow/org/sync-org.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { getOrgMapping, saveOrgMapping } from '../../../server/store/org-mapping.ts';
import {
  findPerson,
  findPersonByOpenId,
  listPeople,
  savePerson,
  type Person,
} from '../../../server/store/people.ts';
import { findSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { createShop } from '../../support/phone.ts';
import { at, buildPerson, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
let snapshot: OrgSnapshot;
let deps: Deps;
beforeEach(async () => {
  const shop = await createShop();
  const { signIn } = shop.deps.feishu;
  const exchangeCode = async ({ code }: { code: string }) => ({ openId: code, tenantKey: 't', name: '' });
  deps = {
    ...shop.deps,
    feishu: {
      ...shop.deps.feishu,
      signIn: { ...signIn, exchangeCode },
      org: {
        fetchOrg: async () => snapshot,
        fetchUser: async (openId) => snapshot.users.find((user) => user.openId === openId) ?? null,
      },
    },
  };
  await saveOrgMapping({
    regions: [{ id: 'pudong', name: '浦东', departmentId: 'd-pudong' }],
    stores: [{ departmentId: 'd-store', placeId: 'store' }],
    roleRules: [
      { role: 'store_manager', jobTitle: '店长' },
      { role: 'area_manager', jobTitle: '区域经理', departmentId: 'd-pudong' },
      { role: 'legal', openId: 'ou_law' },
    ],
    staffKinds: [
      { jobTitle: '导购', kind: 'promoter' },
      { jobTitle: '区域经理', kind: 'rep', isRegional: true },
    ],
    timeZone: TIME_ZONE,
  });
  snapshot = {
    departments: [
      { id: 'd-pudong', name: '浦东', parentId: '0' },
      { id: 'd-store', name: '门店', parentId: 'd-pudong' },
    ],
    users: [
      userOf('zhang', { jobTitle: '导购', departmentIds: ['d-store'], leaderOpenId: 'ou_chen' }),
      userOf('chen', { jobTitle: '店长', departmentIds: ['d-store'] }),
      userOf('wang', { jobTitle: '区域经理', departmentIds: ['d-pudong'], employeeType: 4 }),
      userOf('law', { employeeType: 9 }),
    ],
  };
});

describe('the org sync', () => {
  it('keeps who joined and left and what changed while the directory was read', async () => {
    await syncOrg(deps);
    const read = structuredClone(snapshot);
    const now = userOf('new', { jobTitle: '导购', departmentIds: ['d-store'] });
    const moved = userOf('zhang', { jobTitle: '店长', departmentIds: ['d-store'], leaderOpenId: 'ou_chen' });
    const told = async () => {
      snapshot = {
        ...read,
        users: [...read.users.filter(({ openId }) => ![moved.openId, 'ou_law'].includes(openId)), now, moved],
      };
      await handleUserChange(deps, {
        kind: 'user_changed',
        eventId: 'e1',
        openId: now.openId,
        change: 'created',
      });
      await handleUserChange(deps, {
        kind: 'user_changed',
        eventId: 'e2',
        openId: moved.openId,
        change: 'updated',
      });
      await handleUserChange(deps, { kind: 'user_changed', eventId: 'e3', openId: 'ou_law', change: 'left' });
      return read;
    };
    const slow = { ...deps, feishu: { ...deps.feishu, org: { ...deps.feishu.org, fetchOrg: told } } };
    await syncOrg(slow);
    expect(await findPersonByOpenId('ou_law')).toMatchObject({ isActive: false });
    expect(await findPersonByOpenId(now.openId)).toMatchObject({ isActive: true });
    expect(await findPersonByOpenId(moved.openId)).toMatchObject({ roles: ['employee', 'store_manager'] });
    await syncOrg(deps);
    expect(await findPersonByOpenId(moved.openId)).toMatchObject({ roles: ['employee', 'store_manager'] });
  });

  it('leaves in the audit chain how the directory is read and who got other rights', async () => {
    await syncOrg(deps);
    const changed = { ...(await getOrgMapping()), regions: [] };
    expect(await adoptOrgMapping(deps, changed)).toBe(true);
    expect(await adoptOrgMapping(deps, changed)).toBe(false);
    await syncOrg(deps);
    await relay(deps);
    const [mapping] = await listAudit('settings:org-mapping');
    expect(mapping?.entry).toMatchObject({
      action: 'org_mapping.adopt',
      to: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const last = (await listAudit('people:zhang')).at(-1);
    expect(last?.entry).toMatchObject({
      action: 'person.rights',
      from: 'employee region:pudong store:store leader:ou_chen',
      to: 'employee region: store:store leader:ou_chen',
    });
  });

  it('says how people are employed by the first rule that matches, else by the directory', async () => {
    const engagements = [
      { engagement: 'part_time' as const, jobTitle: '导购', departmentId: 'd-pudong' },
      { engagement: 'intern' as const, jobTitle: '导购' },
      { engagement: 'rehired' as const, employeeType: 9 },
      { engagement: 'outsourced' as const, openId: 'ou_chen' },
      { engagement: 'outsourced' as const },
    ];
    await saveOrgMapping({ ...(await getOrgMapping()), engagements });
    await syncOrg(deps);
    const of = async (openId: string) => {
      const person = await findPersonByOpenId(openId);
      return [person?.engagement, person?.employer];
    };
    expect(await of('ou_zhang')).toEqual(['part_time', 'company']);
    expect(await of('ou_law')).toEqual(['rehired', 'company']);
    expect(await of('ou_chen')).toEqual(['outsourced', 'external']);
    expect(await of('ou_wang')).toEqual(['dispatched', 'external']);
  });

  it('gives everyone roles, region, store, kind and engagement by the mapping', async () => {
    expect(await syncOrg(deps)).toEqual({ joined: 2, changed: 2, left: 0 });
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({
      id: 'zhang',
      roles: ['employee'],
      staffKind: 'promoter',
      regionId: 'pudong',
      storePlaceId: 'store',
      leaderOpenId: 'ou_chen',
      engagement: 'full_time',
    });
    expect(await findPersonByOpenId('ou_chen')).toMatchObject({
      roles: ['employee', 'store_manager'],
      staffKind: 'office',
    });
    expect(await findPersonByOpenId('ou_wang')).toMatchObject({
      roles: ['employee', 'area_manager'],
      engagement: 'dispatched',
      employer: 'external',
      regionId: 'pudong',
      staffKind: 'rep',
      isRegional: true,
    });
    expect((await findPersonByOpenId('ou_zhang'))?.isRegional).toBeUndefined();
    const law = await findPersonByOpenId('ou_law');
    expect(law).toMatchObject({ roles: ['employee', 'legal'], engagement: 'unknown' });
    expect(law?.regionId).toBeUndefined();
    expect(await syncOrg(deps)).toEqual({ joined: 0, changed: 0, left: 0 });
  });

  it('ends the sessions of who has left, and takes them back when they return', async () => {
    await syncOrg(deps);
    const sessionId = await signInWithCode(deps, 'ou_zhang');
    snapshot = {
      ...snapshot,
      users: snapshot.users.map((user) => (user.openId === 'ou_zhang' ? { ...user, isActive: false } : user)),
    };
    expect(await syncOrg(deps)).toEqual({ joined: 0, changed: 0, left: 1 });
    expect(await findSignedIn(deps, sessionId)).toBeNull();
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: false, leftAt: at('15:00') });
    await expect(signInWithCode(deps, 'ou_zhang')).rejects.toMatchObject({ code: 'forbidden' });
    snapshot = { ...snapshot, users: snapshot.users.map((user) => ({ ...user, isActive: true })) };
    expect(await syncOrg(deps)).toEqual({ joined: 0, changed: 1, left: 0 });
    const back = await findPersonByOpenId('ou_zhang');
    expect([back?.isActive, back?.leftAt]).toEqual([true, undefined]);
  });

  it('asks once more after everybody it misses: who stood between two pages has not left', async () => {
    await syncOrg(deps);
    const whole = snapshot;
    const torn = (without: string, departments = whole.departments) => ({
      ...deps,
      feishu: {
        ...deps.feishu,
        org: {
          ...deps.feishu.org,
          fetchOrg: async () => ({
            departments,
            users: whole.users.filter(({ openId }) => openId !== without),
          }),
        },
      },
    });
    const before = await listPeople();
    expect(await syncOrg(torn('ou_zhang'))).toEqual({ joined: 0, changed: 0, left: 0 });
    const [pudong] = whole.departments;
    // A department that was skipped with its people takes nobody's store away.
    expect(await syncOrg(torn('ou_zhang', pudong ? [pudong] : []))).toMatchObject({ left: 0 });
    expect((await listPeople()).find(({ id }) => id === 'zhang')).toEqual(
      before.find(({ id }) => id === 'zhang'),
    );
    snapshot = { ...whole, users: whole.users.filter(({ openId }) => openId !== 'ou_zhang') };
    expect(await syncOrg(deps)).toMatchObject({ left: 1 });
  });

  it('takes nobody for gone while the platform does not say so', async () => {
    await syncOrg(deps);
    const before = await listPeople();
    snapshot = { ...snapshot, users: snapshot.users.filter(({ openId }) => openId !== 'ou_zhang') };
    const fetchUser = () => Promise.reject(new AppError('platform_failed', 502));
    const silent = { ...deps.feishu, org: { ...deps.feishu.org, fetchUser } };
    await expect(syncOrg({ ...deps, feishu: silent })).rejects.toMatchObject({ code: 'platform_failed' });
    expect(await listPeople()).toEqual(before);
    expect((await findHealth())['org-sync']?.code).toBe('platform_failed');
  });

  it('changes nothing when the directory lost a crowd', async () => {
    for (let n = 0; n < 6; n += 1) await savePerson(buildPerson({ id: `p${n}` }));
    const before = await listPeople();
    await expect(syncOrg(deps)).rejects.toMatchObject({
      code: 'mass_change',
      details: { vanished: 6, active: 8 },
    });
    expect(await listPeople()).toEqual(before);
  });

  it('changes nothing when the directory cannot be read', async () => {
    const before = await listPeople();
    const broken = {
      ...deps,
      feishu: {
        ...deps.feishu,
        org: { ...deps.feishu.org, fetchOrg: () => Promise.reject(new Error('down')) },
      },
    };
    await expect(syncOrg(broken)).rejects.toThrow('down');
    expect(await listPeople()).toEqual(before);
  });
});

describe('the schedule pull', () => {
  const pull = (snapshotOf: Awaited<ReturnType<Deps['feishu']['attendance']['fetchSchedules']>>) => {
    const attendance = { ...deps.feishu.attendance, fetchSchedules: async () => snapshotOf };
    return pullSchedule(
      { ...deps, feishu: { ...deps.feishu, attendance } },
      { fromDay: DAY, toDay: '2026-11-20' },
    );
  };

  it('makes shifts with breaks and places, leave and trips, and empty days too', async () => {
    const leave = { userId: 'u_zhang', kind: 'leave', startAt: at('16:00'), endAt: at('18:00') } as const;
    const trip = {
      userId: 'u_zhang',
      kind: 'trip',
      startAt: at('00:00', '2026-11-20'),
      endAt: at('12:00', '2026-11-20'),
    } as const;
    await pull({
      days: [
        {
          userId: 'u_zhang',
          day: DAY,
          shiftId: 'late',
          periods: [
            { start: '09:00', end: '13:00' },
            { start: '18:00', end: '26:00' },
          ],
          rests: [{ start: '12:30', end: '14:00' }],
        },
      ],
      absences: [leave, trip],
    });
    const [thursday, friday] = await findSchedules('zhang', DAY, '2026-11-20');
    expect(thursday?.shifts).toEqual([
      {
        id: `${DAY}:late:0`,
        startAt: at('09:00'),
        endAt: at('13:00'),
        breaks: [{ startAt: at('12:30'), endAt: at('13:00') }],
        placeId: 'store',
      },
      {
        id: `${DAY}:late:1`,
        startAt: at('18:00'),
        endAt: at('02:00', '2026-11-20'),
        breaks: [],
        placeId: 'store',
      },
    ]);
    expect(thursday?.leaves).toEqual([{ startAt: leave.startAt, endAt: leave.endAt }]);
    expect(friday).toMatchObject({ shifts: [], trips: [{ startAt: trip.startAt, endAt: trip.endAt }] });
  });

  it('gives overtime after midnight to the night before, also where only the next day is read again', async () => {
    const asked: unknown[] = [];
    const night = {
      userId: 'u_zhang',
      day: DAY,
      shiftId: 'night',
      periods: [{ start: '22:00', end: '30:00' }],
      rests: [],
    };
    const [startAt, endAt] = [at('05:00', '2026-11-20'), at('08:00', '2026-11-20')];
    const absences = [{ userId: 'u_zhang', kind: 'overtime' as const, startAt, endAt }];
    const attendance = {
      ...deps.feishu.attendance,
      fetchSchedules: async (range: object) => {
        asked.push(range);
        return { days: [night], absences };
      },
    };
    await pullSchedule(
      { ...deps, feishu: { ...deps.feishu, attendance } },
      { fromDay: '2026-11-20', toDay: '2026-11-20' },
    );
    expect(asked).toMatchObject([{ fromDay: '2026-11-18', toDay: '2026-11-21' }]);
    const [thursday, friday] = await findSchedules('zhang', DAY, '2026-11-20');
    expect(thursday?.shifts.map(({ id, endAt: until }) => [id, until])).toEqual([
      [`${DAY}:night:0`, at('06:00', '2026-11-20')],
      [`${DAY}:overtime:0`, endAt],
    ]);
    expect(friday?.shifts).toEqual([]);
  });

  it('leaves shifts that had begun to the store from which somebody was moved, and not to a wrong mapping', async () => {
    const shiftOf = (day: string) => ({
      userId: 'u_zhang',
      day,
      shiftId: 'a',
      periods: [{ start: '09:00', end: '18:00' }],
      rests: [],
    });
    const snapshotOf = { days: [DAY, '2026-11-20'].map(shiftOf), absences: [] };
    const stores = async () =>
      (await findSchedules('zhang', DAY, '2026-11-20')).map(({ shifts }) => shifts[0]?.placeId);
    const zhang = await findPerson('zhang');
    if (!zhang) throw new Error('zhang is gone');
    const described = (what: Partial<Person>) => {
      const {
        id: _id,
        isActive: _active,
        storeSinceAt: _since,
        leftAt: _left,
        ...rest
      } = { ...zhang, ...what };
      return rest;
    };
    const bring = async (what: Partial<Person>) =>
      bringInLine({ ...deps, now: () => at('15:00') }, await findPerson('zhang'), described(what));
    await pull(snapshotOf);
    expect(await stores()).toEqual(['store', 'store']);
    await bring({ storePlaceId: 'right' });
    await pull(snapshotOf);
    expect(await stores()).toEqual(['right', 'right']);
    await bring({ storePlaceId: 'next', departmentIds: ['d-next'] });
    await pull(snapshotOf);
    expect(await stores()).toEqual(['right', 'next']);
    await pull({ ...snapshotOf, days: snapshotOf.days.map((day) => ({ ...day, shiftId: 'b' })) });
    expect(await stores()).toEqual(['right', 'next']);
    await bring(zhang);
  });

  it('replaces a day, so that a shift taken away is gone', async () => {
    expect((await findSchedules('zhang', DAY, DAY))[0]?.shifts).toHaveLength(1);
    await pull({ days: [], absences: [] });
    expect((await findSchedules('zhang', DAY, DAY))[0]?.shifts).toEqual([]);
  });
});

function userOf(id: string, overrides: Partial<OrgUser>): OrgUser {
  return {
    openId: `ou_${id}`,
    userId: `u_${id}`,
    name: id,
    employeeNo: `E-${id}`,
    employeeType: 1,
    jobTitle: '',
    departmentIds: [],
    isActive: true,
    ...overrides,
  };
}
