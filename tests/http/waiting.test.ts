import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { AlertViewSchema } from '../../server/contract/views.ts';
import { WaitingViewSchema } from '../../server/contract/waiting.ts';
import { declareSideJob } from '../../server/flow/declare/declare.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { contactCase } from '../../server/flow/case.ts';
import { requestData } from '../../server/flow/own/data-request.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { ManagerAnswersSchema } from '../../server/contract/view-manager-answers.ts';
import { findAlerts, updateAlert } from '../../server/store/alerts.ts';
import { listReads } from '../../server/store/reads.ts';
import { listCases } from '../../server/store/cases.ts';
import { findPerson, type Person } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

const load = async (id: string): Promise<Person> => (await findPerson(id)) ?? buildPerson({ id: 'nobody' });

describe('what waits for somebody', () => {
  useDatabase();
  const app = useApp();
  let company: Company;
  let deps: Deps;
  beforeEach(async () => {
    company = await createCompany();
    deps = app.use(company.deps);
  });
  const waitingOf = async (id: string) => {
    const { body, status } = await app.call('/api/v1/my/waiting', { cookie: await app.signIn(`ou_${id}`) });
    expect(status).toBe(200);
    return { ...WaitingViewSchema.parse(body), text: JSON.stringify(body) };
  };
  const kindsOf = async (id: string) =>
    (await waitingOf(id)).waiting.map(({ kind, count, late }) => [kind, count, late]);
  const raiseAlert = async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
  };

  it('is nothing at first, for everybody', async () => {
    for (const id of ['zhang', 'wang', 'zhao', 'li', 'sun', 'zhou'])
      expect(await waitingOf(id)).toMatchObject({ waiting: [], alerts: [], asked: [] });
  });

  it('is an alert for the manager of its region, with its number and no name, until it is answered', async () => {
    await raiseAlert();
    const [alert] = await findAlerts('zhang', DAY, DAY);
    const told = await waitingOf('wang');
    expect(told.alerts).toEqual([
      { id: alert?.id, alertNo: alert?.alertNo, dueAt: at('12:00', '2026-11-20').toISOString() },
    ]);
    expect(told.waiting).toEqual([
      { kind: 'alerts', count: 1, late: 0, dueAt: at('12:00', '2026-11-20').toISOString() },
    ]);
    expect(told.text).not.toMatch(/zhang|张导购|rival|竞品/u);
    for (const id of ['zhao', 'zhang']) expect(await kindsOf(id)).toEqual([]);

    company.setNow(at('12:01', '2026-11-20'));
    expect(await kindsOf('wang')).toEqual([['alerts', 1, 1]]);
    const cookie = await app.signIn('ou_wang');
    await app.post(`/api/v1/alerts/${alert?.id}/answer`, { action: 'ask' }, cookie);
    expect(await waitingOf('wang')).toMatchObject({ waiting: [], alerts: [] });
  });

  it('is a case for HR until they have contacted the person, and again when the time to explain is over', async () => {
    await raiseAlert();
    expect(await kindsOf('li')).toEqual([['cases', 1, 0]]);
    expect(await kindsOf('zhou')).toEqual([]);
    const [{ id: caseId, version } = { id: '', version: 0 }] = await listCases({ limit: 1 });
    await contactCase(deps, { personId: 'li', roles: ['hr'] }, { caseId, version });
    expect(await kindsOf('li')).toEqual([]);
    company.setNow(at('12:00', '2026-11-27'));
    await sweep(deps);
    expect(await kindsOf('li')).toEqual([['cases', 1, 0]]);
  });

  it('is a declaration for the superior who was asked in the chat, and a data request for HR', async () => {
    const id = uuidv7();
    await declareSideJob(deps, await load('zhang'), {
      id,
      kind: 'employed',
      employer: '某培训机构',
      weekdays: [6],
      startTime: '09:30',
      endTime: '12:00',
      fromDay: '2026-11-21',
      toDay: '2026-12-31',
    });
    await relay(deps);
    expect(await kindsOf('boss')).toEqual([['declarations', 1, 0]]);
    const { asked, text } = await waitingOf('boss');
    expect(asked).toEqual([{ kind: 'declarations', id, dueAt: expect.any(String) }]);
    expect(text).not.toMatch(/zhang|张导购|培训/u);
    const cookie = await app.signIn('ou_boss');
    expect((await app.call(`/api/v1/declarations/${id}`, { cookie })).status).toBe(200);
    await requestData(deps, await load('zhang'), {
      id: uuidv7(),
      kind: 'correct',
      topic: 'profile',
      text: '我的工号写错了一位数字',
    });
    expect(await kindsOf('li')).toEqual([['data_requests', 1, 0]]);
    company.setNow(at('12:00', '2027-01-20'));
    expect(await kindsOf('li')).toEqual([['data_requests', 1, 1]]);
  });

  describe('of an alert', () => {
    const path = async () => `/api/v1/alerts/${(await findAlerts('zhang', DAY, DAY))[0]?.id ?? ''}`;
    const theAlert = async () => (await findAlerts('zhang', DAY, DAY))[0] ?? expect.fail('no alert');
    const arranged = { action: 'arranged', kind: 'support', startTime: '10:00', endTime: '11:20' };
    const seenBy = async (id: string) =>
      AlertViewSchema.parse((await app.call(await path(), { cookie: await app.signIn(`ou_${id}`) })).body);
    beforeEach(raiseAlert);

    it('the region’s manager answers in the console as on the card: it ends in the person’s favour, once', async () => {
      expect(await seenBy('wang')).toMatchObject({
        toAnswer: { dueAt: at('12:00', '2026-11-20').toISOString() },
      });
      const cookie = await app.signIn('ou_wang');
      const { status, body } = await app.post(`${await path()}/answer`, arranged, cookie);
      expect([status, AlertViewSchema.parse(body)]).toEqual([
        200,
        expect.objectContaining({
          status: 'handled',
          answered: { kind: 'arranged', at: at('12:00').toISOString() },
        }),
      ]);
      expect(AlertViewSchema.parse(body)).not.toHaveProperty('toAnswer');
      await relay(deps);
      expect((await listCases({ limit: 1 }))[0]).toMatchObject({ state: 'closed', outcome: 'permitted' });
      const again = await app.post(`${await path()}/answer`, { action: 'escalate' }, cookie);
      expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_settled' } } });
    });

    it('shows HR how each manager answers, and has the drawn arrangements checked once by somebody else', async () => {
      await app.post(
        `${await path()}/answer`,
        { ...arranged, note: '临时支援' },
        await app.signIn('ou_wang'),
      );
      await relay(deps);
      const alert = await theAlert();
      await updateAlert(alert, { set: { sample: { isDrawn: true } } });
      const li = await app.signIn('ou_li');
      const read = async () =>
        ManagerAnswersSchema.parse((await app.call('/api/v1/manager-answers', { cookie: li })).body);
      const { managers, samples } = await read();
      expect(managers).toMatchObject([
        { name: '王经理', regionName: '浦东区域', asked: 1, arranged: 1, ask: 0, unanswered: 0, checked: 0 },
      ]);
      expect(samples).toMatchObject([
        { alertNo: alert.alertNo, manager: '王经理', kind: 'support', note: '临时支援', mayCheck: true },
      ]);
      expect(JSON.stringify(samples)).not.toMatch(/zhang|张导购/u);
      expect(await kindsOf('li')).toEqual([['samples', 1, 0]]);
      const unsaid = await app.post(`/api/v1/manager-answers/${alert.id}/check`, { fits: false }, li);
      expect([unsaid.status, JSON.stringify(unsaid.body)]).toEqual([400, expect.stringContaining('note')]);
      const check = { fits: false, note: '门店当天没有支援安排' };
      const checked = await app.post(`/api/v1/manager-answers/${alert.id}/check`, check, li);
      expect(ManagerAnswersSchema.parse(checked.body)).toMatchObject({
        managers: [{ checked: 1, unfit: 1 }],
        samples: [{ mayCheck: false, checked: { by: '李HR', fits: false, note: check.note } }],
      });
      expect(await kindsOf('li')).toEqual([]);
      const again = await app.post(`/api/v1/manager-answers/${alert.id}/check`, { fits: true }, li);
      expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_settled' } } });
      expect((await listCases({ limit: 1 }))[0]).toMatchObject({ state: 'closed', outcome: 'permitted' });
      expect((await listReads('zhang', { limit: 10 })).map(({ what }) => what)).toContain('arrangement');
    });

    it('times that leave part of the stay open are refused by name, and nothing changes', async () => {
      const cookie = await app.signIn('ou_wang');
      const refused = await app.post(`${await path()}/answer`, { ...arranged, endTime: '11:00' }, cookie);
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([
        400,
        expect.stringContaining('startTime'),
      ]);
      expect(await seenBy('wang')).toHaveProperty('toAnswer');
    });

    it('nobody else answers or reads the manager’s answer', async () => {
      for (const id of ['zhang', 'li']) {
        const view = await seenBy(id);
        expect(view).not.toHaveProperty('toAnswer');
        const cookie = await app.signIn(`ou_${id}`);
        expect((await app.post(`${await path()}/answer`, { action: 'ask' }, cookie)).status).toBe(403);
      }
    });
  });
});
