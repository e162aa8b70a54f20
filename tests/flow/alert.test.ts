import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { pseudonymOf } from '../../server/flow/alert/alert-parts.ts';
import { contactCase } from '../../server/flow/case.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { listAudit, verifyAudit } from '../../server/store/audit.ts';
import { findCase, listCases } from '../../server/store/cases.ts';
import { useDatabase } from '../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from './company.ts';

describe('from fixes to cards', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
  });
  const alertsOf = () => findAlerts('zhang', '2026-01-01', '2026-12-31');

  it('turns a severe dwell into one alert, two cards, a nudge and an open case, without anybody pressing anything', async () => {
    const { deps, recording } = company;
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    const [alert, ...more] = await alertsOf();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ status: 'open', managerId: 'wang', overflow: false });
    expect(recording.messages.map(({ to }) => to).toSorted()).toEqual([
      'oc_pudong',
      'ou_li',
      'ou_sun',
      'ou_wang',
      'ou_zhang',
    ]);
    const [record] = await listCases({ limit: 10 });
    expect(record).toMatchObject({ state: 'explaining', alertId: alert?.id, clock: { kind: 'contact' } });
    expect(record?.clock?.dueAt).toEqual(new Date(+at('12:00') + 86_400_000));
    const actions = (await listAudit(`cases:${record?.id}`)).map(({ entry }) => entry.action);
    expect(actions).toEqual(['case.open', 'case.publish']);
    expect(await verifyAudit()).toMatchObject({ ok: true });
  });

  it('has an id that tells nothing to somebody who tries out people, shifts and places', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    const [alert] = await alertsOf();
    const key = `${alert?.personId}:${alert?.shiftId}:${alert?.placeId}`;
    const plain = ['', 'alert:'].map((before) =>
      createHash('sha256')
        .update(before + key)
        .digest('hex'),
    );
    for (const digest of plain) expect(digest).not.toContain(alert?.id.slice(1) ?? '');
  });

  it('stays one alert while the secret key is being changed', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    const before = await alertsOf();
    await dwell('zhang', { from: '11:20', to: '11:40' });
    await detectPerson({ ...company.deps, secretKey: 'n'.repeat(32) }, 'zhang');
    expect((await alertsOf()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect((await alertsOf())[0]?.version).not.toBe(before[0]?.version);
  });

  it('lets the first word to the person give way to HR’s, once HR has written', async () => {
    const { deps, recording } = company;
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    const [nudge] = recording.to('ou_zhang');
    expect(recording.textOf(nudge)).toContain('请查看');
    const [record] = await listCases({ limit: 10 });
    await contactCase(deps, { personId: 'li', roles: ['employee', 'hr'] }, { caseId: record?.id ?? '' });
    await relay(deps);
    expect(recording.textOf(nudge)).toContain('人力资源已联系您');
    expect((nudge?.updates.at(-1) ?? nudge?.card)?.header?.template).toBe('grey');
    const [, contact] = recording.to('ou_zhang');
    expect((contact?.updates.at(-1) ?? contact?.card)?.header?.template).toBe('blue');
  });

  it('tells the group nothing about who, where or what', async () => {
    const { deps, recording } = company;
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    const text = recording.textOf(recording.to('oc_pudong')[0]);
    expect(text).toContain(pseudonymOf(deps, (await findAlerts('zhang', DAY, DAY))[0]?.id ?? ''));
    expect(text).not.toMatch(/张导购|竞品|旗舰|门店|兼职|31\.2|121\.5/);
    expect(recording.textOf(recording.to('ou_wang')[0])).toContain('张导购');
    expect(recording.textOf(recording.to('ou_wang')[0])).toContain('10&#58;00&#45;11&#58;20');
    expect(text).not.toMatch(/10(:|&#58;)00/);
    for (const hr of ['ou_li', 'ou_sun'])
      expect(recording.textOf(recording.to(hr)[0])).not.toContain('张导购');
  });

  it('gives a person another pseudonym in each alert, which only the key gives again, and the case takes it over', async () => {
    const { deps } = company;
    const next = '2026-11-20';
    await giveShift('zhang', next);
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await dwell('zhang', { from: '10:00', to: '11:20', day: next });
    company.setNow(at('18:00', next));
    await detectPerson(deps, 'zhang');
    await relay(deps);
    const alerts = await findAlerts('zhang', DAY, next);
    const names = alerts.map(({ pseudonym }) => pseudonym);
    expect(names).toEqual([expect.stringMatching(/^M-\d{6}$/), expect.stringMatching(/^M-\d{6}$/)]);
    expect(new Set(names).size).toBe(2);
    expect(alerts.map(({ id }) => pseudonymOf(deps, id))).toEqual(names);
    expect(alerts.map(({ id }) => pseudonymOf({ ...deps, secretKey: 'x'.repeat(32) }, id))).not.toEqual(
      names,
    );
    const cases = await listCases({ limit: 10 });
    expect(new Set(cases.map(({ pseudonym }) => pseudonym))).toEqual(new Set(names));
  });

  it('only nudges the employee about a single medium day, at 09:00 of the next working day', async () => {
    const { deps, recording, setNow } = company;
    await dwell('zhang', { from: '10:00', to: '10:40' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    expect((await alertsOf())[0]).toMatchObject({ status: 'watching', publishAt: at('09:00', '2026-11-20') });
    expect(recording.messages).toEqual([]);
    setNow(at('09:00', '2026-11-20'));
    await sweep(deps);
    expect(recording.messages.map(({ to }) => to)).toEqual(['ou_zhang']);
    expect(await listCases({ limit: 10 })).toEqual([]);
  });

  it('opens the second medium day within two weeks', async () => {
    const { deps } = company;
    await giveShift('zhang', '2026-11-17');
    await dwell('zhang', { from: '10:00', to: '10:40', day: '2026-11-17' });
    await detectPerson(deps, 'zhang');
    await dwell('zhang', { from: '10:00', to: '10:40' });
    await detectPerson(deps, 'zhang');
    expect((await alertsOf()).map(({ day, status }) => [day, status])).toEqual([
      [DAY, 'open'],
      ['2026-11-17', 'watching'],
    ]);
  });

  it('raises no alert of its own store and judges again without a second one when late points come', async () => {
    const { deps } = company;
    await dwell('zhang', { from: '09:05', to: '10:00', where: 'store' });
    await detectPerson(deps, 'zhang');
    expect(await alertsOf()).toEqual([]);
    await dwell('zhang', { from: '10:20', to: '11:40' });
    await detectPerson(deps, 'zhang');
    const [before] = await alertsOf();
    await dwell('zhang', { from: '13:00', to: '13:30', receivedAt: at('11:50') });
    await detectPerson(deps, 'zhang');
    const after = await alertsOf();
    expect(after).toHaveLength(1);
    expect(after[0]?.id).toBe(before?.id);
    expect(after[0]?.finding.numbers['dwellMin']).toBeGreaterThan(before?.finding.numbers['dwellMin'] ?? 0);
  });

  it('withdraws the case, erases the score and tells everyone when late points show the person elsewhere', async () => {
    const { deps, recording } = company;
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    const [record] = await listCases({ limit: 1 });
    await dwell('zhang', { from: '10:00', to: '11:20', where: 'store', receivedAt: at('11:40') });
    await dwell('zhang', { from: '10:01', to: '11:21', where: 'store', receivedAt: at('11:40') });
    await detectPerson(deps, 'zhang');
    await relay(deps);
    expect((await alertsOf())[0]).toMatchObject({ status: 'cleared', finding: { score: 0 } });
    expect(await findCase(record?.id ?? '')).toMatchObject({ state: 'withdrawn', outcome: 'withdrawn' });
    const readers = ['oc_pudong', 'ou_wang', 'ou_li', 'ou_zhang'];
    expect(readers.filter((reader) => (recording.to(reader)[0]?.updates.length ?? 0) === 0)).toEqual([]);
    expect(recording.textOf(recording.to('oc_pudong')[0])).toContain('已核实无误');
    expect(recording.to('ou_zhang')).toHaveLength(2);
  });

  it('judges nothing of the time before the person acknowledged the policy', async () => {
    const { deps } = company;
    await giveShift('wang');
    await dwell('wang', { from: '10:00', to: '11:20' });
    await detectPerson(deps, 'wang');
    expect(await findAlerts('wang', DAY, DAY)).toEqual([]);
  });

  it('sends no message between 21:00 and 08:30 and catches up in the morning', async () => {
    const { deps, recording, setNow } = company;
    await dwell('zhang', { from: '16:00', to: '17:20' });
    setNow(at('22:00'));
    await sweep(deps);
    expect(recording.messages).toEqual([]);
    setNow(at('08:30', '2026-11-20'));
    await sweep(deps);
    expect(recording.to('ou_wang')).toHaveLength(1);
  });

  it('gives a manager two cards a week and puts the rest on HR’s list, with its case', async () => {
    const { deps, recording } = company;
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) {
      await giveShift('zhang', day);
      await dwell('zhang', { from: '10:00', to: '11:20', day });
    }
    await sweep(deps);
    expect(recording.to('ou_wang')).toHaveLength(2);
    expect((await alertsOf()).filter(({ overflow }) => overflow)).toHaveLength(1);
    expect(await listCases({ states: ['explaining'], limit: 10 })).toHaveLength(3);
  });
});
