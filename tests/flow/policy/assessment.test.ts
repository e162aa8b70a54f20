import { beforeEach, describe, expect, it } from 'vitest';
import { assessmentZh } from '../../../server/contract/texts/assessment.zh.ts';
import {
  approveAssessment,
  changeAssessment,
  draftAssessment,
  reopenAssessment,
} from '../../../server/flow/policy/assessment.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { findRunning, switchDetector } from '../../../server/flow/policy/detector-switch.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { findAssessment, listAssessments, updateAssessment } from '../../../server/store/assessments.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { getOrgMapping, saveOrgMapping } from '../../../server/store/org-mapping.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const NAME = 'competitor-dwell';
const REASON = '误报偏多，先停用复核';
const li = { personId: 'li', roles: ['hr'] };
const sun = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const zhou = { personId: 'zhou', roles: ['legal'] };

useDatabase();
let company: Company;
beforeEach(async () => {
  company = await createCompany();
  await giveShift('zhang');
});
const alert = async () => (await findAlerts('zhang', DAY, DAY))[0];
const judge = async () => {
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(company.deps, 'zhang');
};
const isOn = async (name: string, day = DAY) => (await findRunning(day)).has(name);
const pia = async () => (await findAssessment('pia')) ?? expect.fail('no assessment');
const lose = async () => {
  await updateAssessment(await pia(), { status: 'superseded' }, []);
};
const body = (overrides: object = {}) => ({
  ...assessmentZh,
  detectors: [NAME],
  heldDay: DAY,
  reviewDay: '2027-11-18',
  ...overrides,
});

describe('without a current impact assessment', () => {
  it('nothing is judged, and switching on is refused with pia_required', async () => {
    await lose();
    await judge();
    expect(await alert()).toBeUndefined();
    const on = { name: NAME, isOn: true, reason: '恢复启用这条规则的核查', version: 0 };
    await expect(switchDetector(company.deps, sun, on)).rejects.toMatchObject({
      code: 'pia_required',
      status: 409,
    });
    await switchDetector(company.deps, li, { ...on, isOn: false });
    expect(await isOn(NAME)).toBe(false);
  });

  it('what was drafted allows nothing until a second person approves it', async () => {
    await lose();
    const { id, version } = await draftAssessment(company.deps, li, body());
    expect(await isOn(NAME)).toBe(false);
    await expect(approveAssessment(company.deps, li, { id, version })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await approveAssessment(company.deps, zhou, { id, version });
    expect(await isOn(NAME)).toBe(true);
    expect(await isOn('off-zone')).toBe(false);
    await judge();
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('a high residual risk approves nothing', async () => {
    const { id, version } = await draftAssessment(company.deps, li, body({ residualRisk: 'high' }));
    await expect(approveAssessment(company.deps, zhou, { id, version })).rejects.toMatchObject({
      code: 'risk_too_high',
    });
  });

  it('an overdue review stops what it covered', async () => {
    expect(await isOn(NAME, '2027-08-31')).toBe(true);
    expect(await isOn(NAME, '2027-09-01')).toBe(false);
  });

  it.each([
    ['a review more than a year away', { reviewDay: '2028-01-01' }, 'reviewDay'],
    ['a day that has not come', { heldDay: '2026-12-01' }, 'heldDay'],
    ['a detector that does not exist', { detectors: ['mind-reading'] }, 'detectors.0'],
  ])('%s is refused', async (_, change, field) => {
    await expect(draftAssessment(company.deps, li, body(change))).rejects.toMatchObject({
      details: { fields: [{ field }] },
    });
  });
});

describe('a change of scope', () => {
  it('re-opens the assessment by itself, names what is new, and stops what it covered until it is assessed anew', async () => {
    const { regions, ...mapping } = await getOrgMapping();
    await saveOrgMapping({
      ...mapping,
      regions: [...regions, { id: 'suzhou', name: '苏州', departmentId: 'd9' }],
    });
    await sweep(company.deps);
    expect(await pia()).toMatchObject({ status: 'reopened', reopenedWhy: ['region:suzhou'] });
    expect(await isOn(NAME)).toBe(false);
    const { version } = await pia();
    const changed = await changeAssessment(company.deps, li, { id: 'pia', version, body: body() });
    await approveAssessment(company.deps, sun, { id: 'pia', version: changed.version });
    await sweep(company.deps);
    expect(await isOn(NAME)).toBe(true);
    const events = (await listAudit('assessments:pia')).map(({ entry }) => entry.action);
    expect(events).toEqual(['assessment.reopen', 'assessment.change', 'assessment.approve']);
  });

  it('may be seen by a person too: whoever writes assessments re-opens one with a reason', async () => {
    const { version } = await pia();
    await reopenAssessment(company.deps, zhou, {
      id: 'pia',
      version,
      reason: '新增了保险数据来源，需要重新评估',
    });
    expect(await isOn(NAME)).toBe(false);
  });

  it('a wider assessment takes the place of the narrower one, which stays on file', async () => {
    const { id, version } = await draftAssessment(company.deps, li, body());
    await approveAssessment(company.deps, zhou, { id, version });
    const names = (await pia()).body.detectors;
    const wide = await draftAssessment(company.deps, li, body({ detectors: names }));
    await approveAssessment(company.deps, zhou, { id: wide.id, version: 0 });
    const status = new Map((await listAssessments()).map((one) => [one.id, one.status]));
    expect([status.get(id), status.get('pia'), status.get(wide.id)]).toEqual([
      'superseded',
      'superseded',
      'approved',
    ]);
  });
});

describe('the kill switch of a detector', () => {
  it('stops new alerts at once, is audited, and starts again only by who answers for it', async () => {
    const off = { name: NAME, isOn: false, reason: REASON, version: 0 };
    await switchDetector(company.deps, li, off);
    await relay(company.deps);
    await judge();
    expect(await alert()).toBeUndefined();
    const [link] = await listAudit(`detector_switches:${NAME}`);
    expect(link?.entry).toMatchObject({
      action: 'detector.switch',
      actorId: 'li',
      from: 'on',
      to: 'off',
      why: REASON,
    });
    const on = { ...off, isOn: true, version: 1 };
    await expect(switchDetector(company.deps, li, on)).rejects.toMatchObject({ code: 'forbidden' });
    await switchDetector(company.deps, sun, on);
    await sweep(company.deps);
    await judge();
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('leaves what was found before as it is: people decide about it', async () => {
    await judge();
    const before = await alert();
    expect(before).toMatchObject({ status: 'open' });
    await switchDetector(company.deps, li, { name: NAME, isOn: false, reason: REASON, version: 0 });
    await dwell('zhang', { from: '14:00', to: '14:30', where: 'store' });
    company.setNow(at('15:00'));
    await sweep(company.deps);
    expect(await alert()).toMatchObject({ status: 'open', finding: before?.finding });
  });

  it('keeps an alert that nobody was told of yet from going out', async () => {
    company.setNow(at('22:00'));
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    expect(await alert()).toBeDefined();
    await switchDetector(company.deps, li, { name: NAME, isOn: false, reason: REASON, version: 0 });
    company.setNow(at('09:30', '2026-11-20'));
    await sweep(company.deps);
    expect((await alert())?.publishedAt).toBeUndefined();
    expect(company.recording.to('ou_wang')).toEqual([]);
  });

  it('switched by two at once is switched by one', async () => {
    const off = { name: NAME, isOn: false, reason: REASON, version: 0 };
    const both = await Promise.allSettled([
      switchDetector(company.deps, li, off),
      switchDetector(company.deps, zhou, off),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
