import { beforeEach, describe, expect, it } from 'vitest';
import type { OrgUser } from '../../../server/feishu/platform.ts';
import { handleEvents } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findSignedIn, signInWithCode } from '../../../server/flow/org/sign-in.ts';
import { syncOrg } from '../../../server/flow/org/sync-org.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { findAttendanceFlows } from '../../../server/store/attendance-flows.ts';
import { findWaitingEvents, insertEvent } from '../../../server/store/inbox.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { getOrgMapping, saveOrgMapping } from '../../../server/store/org-mapping.ts';
import { saveOrgTree } from '../../../server/store/org-tree.ts';
import { findPersonByOpenId, savePerson } from '../../../server/store/people.ts';
import { findSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, giveShift, type Company } from '../company.ts';

describe('a change in the directory', () => {
  useDatabase();
  let company: Company;
  let deps: Deps;
  let directory: Map<string, OrgUser>;
  beforeEach(async () => {
    company = await createCompany();
    directory = new Map();
    const { feishu } = company.deps;
    deps = {
      ...company.deps,
      feishu: {
        ...feishu,
        signIn: {
          ...feishu.signIn,
          exchangeCode: async ({ code }) => ({ openId: code, tenantKey: 't', name: '' }),
        },
        org: { ...feishu.org, fetchUser: async (openId) => directory.get(openId) ?? null },
        attendance: { ...feishu.attendance, fetchSchedules: async () => ({ days: [], absences: [] }) },
      },
    };
    await saveOrgTree([{ id: 'd1', name: '浦东', parentId: '0' }]);
  });
  let events = 0;
  const change = async (openId: string, kind: 'created' | 'updated' | 'left') => {
    await receiveEvent(deps, { kind: 'user_changed', eventId: `c${(events += 1)}`, openId, change: kind });
    await handleEvents(deps);
  };
  const user = (id: string, overrides: Partial<OrgUser> = {}): OrgUser => ({
    openId: `ou_${id}`,
    userId: `u_${id}`,
    name: id,
    employeeNo: `E-${id}`,
    employeeType: 1,
    jobTitle: '',
    departmentIds: ['d1'],
    isActive: true,
    ...overrides,
  });

  it('takes a leaver’s sessions and access at once', async () => {
    const session = await signInWithCode(deps, 'ou_zhang');
    await change('ou_zhang', 'left');
    expect(await findSignedIn(deps, session)).toBeNull();
    await expect(signInWithCode(deps, 'ou_zhang')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: false, leftAt: at('12:00') });
  });

  it('lets somebody in who has come back, however late the event of the departure comes', async () => {
    directory.set('ou_zhang', user('zhang'));
    const session = await signInWithCode(deps, 'ou_zhang');
    await change('ou_zhang', 'left');
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: true });
    expect(await findSignedIn(deps, session)).toBeNull();
    expect(await findSignedIn(deps, await signInWithCode(deps, 'ou_zhang'))).not.toBeNull();
  });

  it('takes access while the platform cannot be asked, and gives it back when it says that the person is here', async () => {
    const { feishu } = deps;
    const fetchUser = () => Promise.reject(new Error('down'));
    const failing = { ...deps, feishu: { ...feishu, org: { ...feishu.org, fetchUser } } };
    await receiveEvent(failing, { kind: 'user_changed', eventId: 'l1', openId: 'ou_zhang', change: 'left' });
    await expect(handleEvents(failing)).rejects.toThrow('events');
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: false, leftAt: at('12:00') });
    directory.set('ou_zhang', user('zhang'));
    company.setNow(new Date(+at('12:00') + 6_000));
    await handleEvents(deps);
    const back = await findPersonByOpenId('ou_zhang');
    expect(back).toMatchObject({ isActive: true });
    expect(back).not.toHaveProperty('leftAt');
  });

  it('writes a departure into the audit chain once, however often it is told', async () => {
    await change('ou_zhang', 'left');
    await change('ou_zhang', 'left');
    await relay(deps);
    const entries = (await listAudit('people:zhang')).map(({ entry }) => entry.action);
    expect(entries).toEqual(['person.leave']);
  });

  it('lets a new colleague in before the next whole sync, with the rights of the mapping', async () => {
    await saveOrgMapping({
      ...(await getOrgMapping()),
      roleRules: [{ role: 'store_manager', jobTitle: '店长' }],
    });
    directory.set('ou_new', user('new', { jobTitle: '店长' }));
    await change('ou_new', 'created');
    expect(await findPersonByOpenId('ou_new')).toMatchObject({
      roles: ['employee', 'store_manager'],
      regionId: 'pudong',
      isActive: true,
    });
  });

  it('moves one person to another region by one entry, and takes a frozen one out', async () => {
    directory.set('ou_zhang', user('zhang', { departmentIds: ['d2'] }));
    await saveOrgTree([{ id: 'd2', name: '浦西', parentId: '0' }]);
    await change('ou_zhang', 'updated');
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ id: 'zhang', regionId: 'puxi' });
    directory.set('ou_zhang', user('zhang', { isActive: false }));
    await change('ou_zhang', 'updated');
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: false });
  });

  it('asks for a whole sync when the department is new, or the app sees other people', async () => {
    directory.set('ou_new', user('new', { departmentIds: ['d-new'] }));
    await change('ou_new', 'created');
    expect(company.queued.filter((name) => name === 'sync-org')).toHaveLength(1);
    await receiveEvent(deps, { kind: 'scope_changed', eventId: 's1' });
    await handleEvents(deps);
    expect(company.queued.filter((name) => name === 'sync-org')).toHaveLength(2);
  });

  it('tells the administrator once a day that the sync stopped, and when it works again', async () => {
    await savePerson(buildPerson({ id: 'it', roles: ['employee', 'admin'] }));
    const everyone = ['zhang', 'wang', 'zhao', 'li', 'sun', 'zhou', 'boss', 'it'];
    let users: OrgUser[] = [];
    const fetchOrg = async () => ({ departments: [], users });
    const syncing = { ...deps, feishu: { ...deps.feishu, org: { ...deps.feishu.org, fetchOrg } } };
    for (let n = 0; n < 2; n += 1) {
      await expect(syncOrg(syncing)).rejects.toMatchObject({ code: 'mass_change' });
      await relay(deps);
    }
    const [card, ...more] = company.recording.to('ou_it');
    expect(more).toEqual([]);
    expect(company.recording.textOf(card)).toContain('通讯录同步已停止');
    users = everyone.map((id) => user(id));
    await syncOrg({ ...syncing });
    await relay(deps);
    expect(company.recording.to('ou_it')).toHaveLength(1);
  });

  it('lets an administrator widen the limit for a real reorganisation', async () => {
    const fetchOrg = async () => ({ departments: [], users: [user('zhang')] });
    const syncing = { ...deps, feishu: { ...deps.feishu, org: { ...deps.feishu.org, fetchOrg } } };
    await expect(syncOrg(syncing)).rejects.toMatchObject({ details: { vanished: 6, active: 7 } });
    await saveOrgMapping({ ...(await getOrgMapping()), massLeave: { people: 10, pct: 100 } });
    expect(await syncOrg(syncing)).toMatchObject({ left: 6 });
  });

  it('reads one person-day again when its attendance result changes', async () => {
    await giveShift('zhang');
    await receiveEvent(deps, { kind: 'day_changed', eventId: 'd1', userId: 'u_zhang', day: DAY });
    await handleEvents(deps);
    expect((await findSchedules('zhang', DAY, DAY))[0]?.shifts).toEqual([]);
  });

  it('keeps a punch of the attendance system with its risk, and nothing of strangers', async () => {
    const punch = {
      recordId: 'r1',
      userId: 'u_zhang',
      at: at('09:01'),
      isField: false,
      isWifi: true,
      isByPerson: true,
      riskResult: 2,
    };
    await receiveEvent(deps, { kind: 'punched', eventId: 'p1', punch });
    await receiveEvent(deps, {
      kind: 'punched',
      eventId: 'p2',
      punch: { ...punch, recordId: 'r2', userId: 'u_no' },
    });
    await handleEvents(deps);
    const flows = await findAttendanceFlows('zhang', at('09:00'), at('10:00'));
    expect(flows).toEqual([
      {
        id: 'r1',
        personId: 'zhang',
        at: at('09:01'),
        isField: false,
        isWifi: true,
        isByPerson: true,
        riskResult: 2,
      },
    ]);
  });

  it('takes a change of people before the events that came earlier', async () => {
    const dayOf = (userId: string) =>
      ({ kind: 'day_changed', eventId: `d-${userId}`, userId, day: '2026-03-09' }) as const;
    for (const userId of ['u_chen', 'u_wang']) await receiveEvent(deps, dayOf(userId));
    await receiveEvent(deps, { kind: 'user_changed', eventId: 'l1', openId: 'ou_zhang', change: 'left' });
    const waiting = await findWaitingEvents(deps.now(), 3);
    expect(waiting.map(({ eventId }) => eventId)).toEqual(['l1', 'd-u_chen', 'd-u_wang']);
  });

  it('waits longer after each failure, and one failing event does not hold up the others', async () => {
    const failing = {
      ...deps,
      feishu: {
        ...deps.feishu,
        org: { ...deps.feishu.org, fetchUser: () => Promise.reject(new Error('down')) },
      },
    };
    await receiveEvent(failing, {
      kind: 'user_changed',
      eventId: 'f1',
      openId: 'ou_wang',
      change: 'updated',
    });
    await receiveEvent(failing, { kind: 'user_changed', eventId: 'f2', openId: 'ou_zhang', change: 'left' });
    await expect(handleEvents(failing)).rejects.toThrow('events');
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: false });
    await handleEvents(deps);
    expect(await findPersonByOpenId('ou_wang')).toMatchObject({ name: '王经理' });
    company.setNow(new Date(+at('12:00') + 6_000));
    directory.set('ou_wang', user('wang', { name: '王大经理' }));
    await handleEvents(deps);
    expect(await findPersonByOpenId('ou_wang')).toMatchObject({ name: '王大经理' });
  });

  it('goes on past an event that cannot be read, which waits alone', async () => {
    const event = { kind: 'day_changed', eventId: 'x1', userId: 'u_zhang', day: '2026-02-31' };
    await insertEvent({ eventId: 'x1', event, receivedAt: deps.now() });
    await receiveEvent(deps, { kind: 'user_changed', eventId: 'x2', openId: 'ou_zhang', change: 'left' });
    await expect(handleEvents(deps)).rejects.toThrow('events');
    expect(await findPersonByOpenId('ou_zhang')).toMatchObject({ isActive: false });
    expect(await findWaitingEvents(deps.now(), 3)).toEqual([]);
    expect(await findWaitingEvents(new Date(+deps.now() + 6_000), 3)).toMatchObject([{ eventId: 'x1' }]);
  });
});
