import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { declareSideJob } from '../../../server/flow/declare/declare.ts';
import { handleEvent } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { findDirtyPeople } from '../../../server/store/detections.ts';
import { detectDue, detectNightly } from '../../../server/flow/detect.ts';
import { restorePlace } from '../../../server/flow/place/place-desk.ts';
import { putPlace } from '../../../server/flow/records/records.ts';
import { relay } from '../../../server/flow/relay.ts';
import { putRecord, withdrawRecord } from '../../../server/flow/records/work-records.ts';
import { pullSchedule } from '../../../server/flow/pull/pull-schedule.ts';
import { detectorQuality } from '../../../server/flow/tuning/tuning-quality.ts';
import { findAlerts, updateAlert } from '../../../server/store/alerts.ts';
import { savePerson } from '../../../server/store/people.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { Cases, listCases } from '../../../server/store/cases.ts';
import { askForPlace } from '../../../server/store/places.ts';
import { findWorkRecords } from '../../../server/store/work-records.ts';
import { findFeeds } from '../../../server/store/work-feeds.ts';
import { findWorkTotals } from '../../../server/store/work-totals.ts';
import { useDatabase } from '../../support/db.ts';
import { startWalk, type Walk } from '../case/case-walk.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const MINUTE_MS = 60_000;
const rival = { name: '竞品旗舰店', roles: ['competitor'], datum: 'wgs84', radiusM: 60 } as const;
const TRUE_SPOT = { lng: 121.53, lat: 31.23 };
const moved = { ...rival, roles: [...rival.roles], center: TRUE_SPOT, by: 'key:crm' };

/** What the server does by itself after a record came: the relay, and the judgement once it has settled. */
const settle = async ({ deps, setNow }: Company) => {
  await relay(deps);
  setNow(new Date(+deps.now() + MINUTE_MS));
  await detectDue(deps);
  await relay(deps);
};
const correct = async (company: Company, place: typeof moved = moved) => {
  await putPlace(company.deps, 'rival', place);
  await settle(company);
};
const alert = async () => (await findAlerts('zhang', DAY, DAY))[0];
const told = ({ recording }: Company, openId: string) =>
  recording
    .to(openId)
    .map((one) => [recording.textOf(one), ...one.updates.map((card) => JSON.stringify(card))].join())
    .join();

describe('a place that is corrected', { timeout: 120_000 }, () => {
  useDatabase();
  let walk: Walk;
  beforeEach(async () => {
    walk = await startWalk();
  });

  it('withdraws the case it had made days ago, erases the score and tells the person, the manager and HR', async () => {
    const { company, load, contact } = walk;
    await contact();
    await relay(company.deps);
    company.setNow(at('12:00', '2026-12-03'));
    await correct(company);
    expect(await alert()).toMatchObject({
      status: 'cleared',
      finding: { score: 0, verdict: 'contradicted' },
    });
    const record = await load();
    expect(record).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn', finding: { score: 0 } });
    for (const openId of ['ou_zhang', 'ou_wang', 'ou_li']) expect(told(company, openId)).toContain('撤');
    const actions = (await listAudit(`alerts:${record.alertId}`)).map(({ entry }) => entry.action);
    expect(actions.filter((action) => action === 'alert.clear')).toHaveLength(1);
    const { version } = record;
    await correct(company);
    await settle(company);
    expect((await load()).version).toBe(version);
  });

  it('withdraws a case that was found true and approved, before anything is carried out', async () => {
    const { company, load, toApproved } = walk;
    await toApproved();
    await correct(company);
    expect(await load()).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
  });

  it('leaves what was carried out to HR, who is told, and counts it as right no longer', async () => {
    const { company, load, toApproved, afterWindow, execute } = walk;
    await toApproved();
    await afterWindow();
    await execute();
    company.setNow(new Date(+company.deps.now() + 13 * 60 * MINUTE_MS));
    await relay(company.deps);
    const before = company.recording.to('ou_li').length;
    await correct(company);
    expect(await load()).toMatchObject({ state: 'executed' });
    expect(await alert()).toMatchObject({ exoneratedAt: expect.any(Date) });
    expect(company.recording.to('ou_li')).toHaveLength(before + 1);
    expect(told(company, 'ou_li')).toContain('依据已不成立');
    expect(told(company, 'ou_zhang')).toContain('对您有利');
    const count = company.recording.messages.length;
    await settle(company);
    expect(company.recording.messages).toHaveLength(count);
    const [quality] = await detectorQuality(company.deps);
    expect(quality?.precision?.hits ?? 0).toBe(0);
    const { alertId } = await load();
    const actions = (await listAudit(`alerts:${alertId}`)).map(({ entry }) => entry.action);
    expect(actions).toContain('alert.exonerate');
  });

  it('tells somebody who has left, too: HR hands it over where no message can reach them', async () => {
    const { company, toApproved, afterWindow, execute } = walk;
    await toApproved();
    await afterWindow();
    await execute();
    company.setNow(new Date(+company.deps.now() + 13 * 60 * MINUTE_MS));
    await relay(company.deps);
    await savePerson({ ...buildPerson({ id: 'zhang' }), isActive: false });
    const before = company.recording.to('ou_li').length;
    await correct(company);
    const cards = company.recording
      .to('ou_li')
      .slice(before)
      .map((one) => company.recording.textOf(one));
    expect(cards).toHaveLength(2);
    expect(cards.join()).toContain('依据已不成立');
    expect(cards.join()).toContain('本人已离职，没有飞书账号');
  });

  it('tells of no appeal where none is possible any more', async () => {
    const { company, load, toApproved, afterWindow, execute } = walk;
    await toApproved();
    await afterWindow();
    await execute();
    await Cases.updateOne({ _id: (await load()).id }, { $set: { state: 'closed' } });
    company.setNow(new Date(+company.deps.now() + 13 * 60 * MINUTE_MS));
    await relay(company.deps);
    await correct(company);
    expect(told(company, 'ou_li')).toContain('本人已经不能再申诉');
    expect(told(company, 'ou_zhang')).not.toContain('可以提出申诉');
  });

  it('withdraws the case as well where the place is withdrawn, by its system or by hand, and accuses nobody when it is brought back', async () => {
    const { company, load, contact } = walk;
    await contact();
    await relay(company.deps);
    company.setNow(at('12:00', '2026-12-03'));
    await withdrawRecord(company.deps, { kind: 'places', externalId: 'rival', by: 'key:crm' });
    await settle(company);
    expect(await alert()).toMatchObject({
      status: 'cleared',
      finding: { score: 0, verdict: 'contradicted' },
    });
    expect(await load()).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
    for (const openId of ['ou_zhang', 'ou_wang', 'ou_li']) expect(told(company, openId)).toContain('撤');
    const count = company.recording.messages.length;
    const digest = (await askForPlace('rival'))?.digest ?? '';
    const li = buildPerson({ id: 'li', roles: ['hr'] });
    await restorePlace(company.deps, li, { id: 'rival', body: { seen: digest, why: '其实还在营业' } });
    await settle(company);
    expect(await alert()).toMatchObject({ status: 'cleared' });
    expect(company.recording.messages).toHaveLength(count);
  });

  it('changes nothing where only its name was wrong', async () => {
    const { company, load } = walk;
    const { version } = await load();
    await correct(company, { ...moved, center: { lng: 121.5, lat: 31.23 } });
    expect((await load()).version).toBe(version);
    expect(await alert()).toMatchObject({ status: 'open' });
  });
});

describe('a day judged clean', { timeout: 120_000 }, () => {
  useDatabase();
  it('is never accused by a record that came later, only by data of its own', async () => {
    const company = await createCompany();
    await putPlace(company.deps, 'rival', moved);
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await settle(company);
    expect(await findAlerts('zhang', DAY, DAY)).toEqual([]);
    company.setNow(at('03:00', '2026-11-20'));
    await correct(company, { ...moved, center: { lng: 121.5, lat: 31.23 } });
    await detectNightly(company.deps);
    await detectNightly(company.deps);
    expect(await findAlerts('zhang', DAY, DAY)).toEqual([]);
    expect(await listCases({ limit: 1 })).toEqual([]);
    await dwell('zhang', { from: '13:00', to: '14:00', receivedAt: company.deps.now() });
    await settle(company);
    expect(await alert()).toMatchObject({ status: expect.stringMatching(/open|watching/) });
  });
});

describe('a day with several findings', { timeout: 120_000 }, () => {
  useDatabase();
  it('keeps all that speaks in its case when a place is put that has nothing to do with it', async () => {
    const company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '09:00', to: '09:50', where: 'store' });
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await dwell('zhang', { from: '11:30', to: '12:30', where: 'store' });
    await settle(company);
    const before = await alert();
    expect(before?.beside.map(({ detector }) => detector)).toContain('two-stores');
    const [record] = await listCases({ limit: 1 });
    const far = { ...moved, roles: ['customer' as const], center: { lng: 121.6, lat: 31.3 } };
    await putPlace(company.deps, 'far', far);
    await settle(company);
    expect((await alert())?.beside).toEqual(before?.beside);
    expect(await listCases({ limit: 1 })).toMatchObject([
      { version: record?.version, beside: record?.beside },
    ]);
  });
});

describe('a declaration approved weeks later', { timeout: 120_000 }, () => {
  useDatabase();
  it('withdraws a case that was found true already, as permitted', async () => {
    const { company, load, toApproved } = await startWalk();
    await toApproved();
    company.setNow(at('12:00', '2026-12-03'));
    const { id } = await declareSideJob(company.deps, buildPerson({ id: 'zhang', leaderOpenId: 'ou_boss' }), {
      id: uuidv7(),
      kind: 'employed',
      placeExternalId: 'rival',
      weekdays: [4],
      startTime: '09:30',
      endTime: '12:00',
      fromDay: '2026-11-01',
      toDay: '2026-12-31',
    });
    await settle(company);
    expect(await load()).toMatchObject({ state: 'approved' });
    for (const decider of ['manager', 'hr']) {
      const asked = company.recording.approvals.at(-1);
      const instanceCode = asked?.instance.instanceCode ?? '';
      company.recording.decide(
        instanceCode,
        'APPROVED',
        asked?.approverOpenIds[0],
        company.deps.now(),
        '同意',
      );
      const event = {
        kind: 'approval',
        eventId: `${id}:${decider}`,
        instanceCode,
        status: 'APPROVED',
      } as const;
      await receiveEvent(company.deps, event);
      await handleEvent(company.deps, event.eventId);
      await settle(company);
    }
    expect(await alert()).toMatchObject({ status: 'silenced', finding: { verdict: 'contradicted' } });
    expect(await load()).toMatchObject({ state: 'withdrawn', outcome: 'permitted' });
  });
});

describe('leave that is entered later', { timeout: 120_000 }, () => {
  useDatabase();
  it('withdraws what was raised of those hours', async () => {
    const { company, load } = await startWalk();
    company.setNow(at('12:00', '2026-11-30'));
    const absence = { userId: 'u_zhang', kind: 'leave', startAt: at('09:00'), endAt: at('18:00') } as const;
    const feishu = {
      ...company.deps.feishu,
      attendance: {
        ...company.deps.feishu.attendance,
        fetchSchedules: async () => ({
          days: [
            {
              userId: 'u_zhang',
              day: DAY,
              shiftId: 'S1',
              periods: [{ start: '09:00', end: '18:00' }],
              rests: [],
            },
          ],
          absences: [absence],
        }),
      },
    };
    const pull = () => pullSchedule({ ...company.deps, feishu }, { fromDay: DAY, toDay: DAY });
    await pull();
    await settle(company);
    expect((await alert())?.status).toMatch(/cleared|silenced/);
    expect(['withdrawn', 'closed']).toContain((await load()).state);
    await pull();
    expect(await findDirtyPeople({ quietBefore: new Date(8.64e15), since: new Date(8.64e15) })).toEqual([]);
  });
});

describe('a record that another system corrects or adds', { timeout: 120_000 }, () => {
  useDatabase();
  const near = { name: '客户一', roles: ['customer' as const], datum: 'wgs84' as const, radiusM: 60 };
  const visit = (employeeNo = 'E-zhang') => ({
    kind: 'visits' as const,
    externalId: 'v-1',
    record: {
      employeeNo,
      customerId: 'customer-1',
      startAt: at('10:00').toISOString(),
      endAt: at('11:20').toISOString(),
    },
  });
  const by = { by: 'key:crm' };
  let company: Company;
  beforeEach(async () => {
    ({ company } = await startWalk());
    await putPlace(company.deps, 'customer-1', { ...near, center: { lng: 121.5, lat: 31.2318 } });
    await settle(company);
    company.setNow(at('12:00', '2026-12-03'));
  });

  it('clears what was found without it, however many days ago', async () => {
    expect(await alert()).toMatchObject({ status: 'open' });
    await putRecord(company.deps, visit(), by);
    await settle(company);
    expect(await alert()).toMatchObject({ status: 'cleared', finding: { score: 0 } });
  });

  it('has nobody judged again where it is the same as before, or of somebody without an alert', async () => {
    const { deps } = company;
    const settled = { quietBefore: new Date(+deps.now() + 60 * MINUTE_MS), since: new Date(0) };
    await putRecord(deps, visit('E-wang'), by);
    expect(await findDirtyPeople(settled)).toEqual([]);
    await putRecord(deps, visit(), by);
    expect(await findDirtyPeople(settled)).toEqual(['zhang']);
    await settle(company);
    expect((await putRecord(deps, visit(), by)).result).toBe('unchanged');
    expect(await findDirtyPeople(settled)).toEqual([]);
    await putRecord(deps, visit('E-wang'), by);
    expect(await findDirtyPeople(settled)).toEqual([]);
  });

  it('has who it is no longer about judged again', async () => {
    const elsewhere = (employeeNo: string) => {
      const { record, ...named } = visit(employeeNo);
      return { ...named, record: { ...record, customerId: 'nobody-knows' } };
    };
    await putRecord(company.deps, elsewhere('E-zhang'), by);
    await settle(company);
    expect(await alert()).toMatchObject({ status: 'open' });
    await putRecord(company.deps, elsewhere('E-wang'), by);
    const settled = { quietBefore: new Date(+company.deps.now() + 60 * MINUTE_MS), since: new Date(0) };
    expect(await findDirtyPeople(settled)).toEqual(['zhang']);
  });

  it('counts no longer once it is taken back, and stands again when it is put again', async () => {
    const { deps } = company;
    const between = [at('00:00'), at('23:59')] as const;
    await putRecord(deps, visit('E-wang'), by);
    expect(await findWorkRecords('E-wang', ...between)).toHaveLength(1);
    const taken = { kind: 'visits', externalId: 'v-1', ...by } as const;
    expect(await withdrawRecord(deps, taken)).toBe('withdrawn');
    expect(await findWorkRecords('E-wang', ...between)).toEqual([]);
    expect(await withdrawRecord(deps, taken)).toBe('absent');
    expect((await putRecord(deps, visit('E-wang'), by)).result).toBe('created');
    expect(await findWorkRecords('E-wang', ...between)).toHaveLength(1);
  });

  it.each([
    ['accuses nobody of a day that is over', '2026-12-03', 0],
    ['may tell of a day the night still looks at', '2026-11-20', 1],
  ])('%s', async (_, today, more) => {
    const { deps } = company;
    await dwell('zhang', { from: '14:00', to: '15:00', where: 'store' });
    company.setNow(at('12:00', today));
    await putPlace(deps, 'customer-2', { ...near, center: { lng: 121.6, lat: 31.3 } });
    await settle(company);
    const before = (await findAlerts('zhang', DAY, DAY)).length;
    const hours = { startAt: at('14:10').toISOString(), endAt: at('14:50').toISOString() };
    const { record, ...named } = visit();
    await putRecord(deps, { ...named, record: { ...record, ...hours, customerId: 'customer-2' } }, by);
    await settle(company);
    expect(await findAlerts('zhang', DAY, DAY)).toHaveLength(before + more);
  });

  it('is no part of any total, nor of what is fed, once it is taken back', async () => {
    const { deps } = company;
    const order = {
      kind: 'orders' as const,
      externalId: 'o-9',
      record: { bookedTo: 'E-wang', customerId: 'c', at: at('11:00').toISOString(), amountFen: 900 },
    };
    const since = { countFrom: at('00:00'), salesFrom: at('00:00') };
    const totals = () => findWorkTotals(['E-wang'], since, 'Asia/Shanghai');
    await putRecord(deps, order, by);
    await putRecord(deps, visit('E-wang'), by);
    expect(await totals()).toMatchObject([{ visits: 1, orders: 1, salesFen: { '2026-11': 900 } }]);
    expect([...(await findFeeds(at('00:00'), 86_400_000)).values()].flat()).toHaveLength(2);
    await withdrawRecord(deps, { kind: 'orders', externalId: 'o-9', ...by });
    await withdrawRecord(deps, { kind: 'visits', externalId: 'v-1', ...by });
    expect(await totals()).toEqual([]);
    expect([...(await findFeeds(at('00:00'), 86_400_000)).values()].flat()).toEqual([]);
  });

  it('that is an order has everybody judged again whose alert rests on it', async () => {
    const { deps } = company;
    const order = (amountFen: number) => ({
      kind: 'orders' as const,
      externalId: 'o-1',
      record: { bookedTo: 'E-wang', customerId: 'customer-1', at: at('11:00').toISOString(), amountFen },
    });
    const settled = { quietBefore: new Date(+deps.now() + 60 * MINUTE_MS), since: new Date(0) };
    await putRecord(deps, order(100), by);
    const found = await alert();
    if (!found) throw new Error('no alert');
    const finding = { ...found.finding, evidence: [{ kind: 'order' as const, id: 'o-1' }] };
    await updateAlert(found, { set: { finding } });
    await putRecord(deps, order(100), by);
    expect(await findDirtyPeople(settled), 'nothing changed').toEqual([]);
    await putRecord(deps, order(200), by);
    expect(await findDirtyPeople(settled)).toEqual(['zhang']);
    await settle(company);
    const after = await alert();
    if (after) await updateAlert(after, { set: { finding, status: 'open' } });
    await withdrawRecord(deps, { kind: 'orders', externalId: 'o-1', ...by });
    expect(await findDirtyPeople(settled)).toEqual(['zhang']);
  });

  it('has its person judged again when it is taken back', async () => {
    const settled = { quietBefore: new Date(+company.deps.now() + 60 * MINUTE_MS), since: new Date(0) };
    const { record, ...named } = visit();
    await putRecord(company.deps, { ...named, record: { ...record, customerId: 'nobody-knows' } }, by);
    await settle(company);
    expect(await findDirtyPeople(settled)).toEqual([]);
    await withdrawRecord(company.deps, { kind: 'visits', externalId: 'v-1', ...by });
    expect(await findDirtyPeople(settled)).toEqual(['zhang']);
  });
});
