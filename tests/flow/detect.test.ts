import { beforeEach, describe, expect, it } from 'vitest';
import { detectNightly, detectPerson } from '../../server/flow/detect.ts';
import { findDetection } from '../../server/store/detections.ts';
import { savePerson } from '../../server/store/people.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { saveWorkRecord } from '../../server/store/work-records.ts';
import { savePlace } from '../../server/store/places.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { BUILT_IN } from '../../server/domain/tuning/settings-version.ts';
import { insertSettingVersion } from '../../server/store/setting-versions.ts';
import { useDatabase } from '../support/db.ts';
import {
  acknowledge,
  at,
  buildPerson,
  createCompany,
  DAY,
  dwell,
  giveShift,
  TIME_ZONE,
  type Company,
} from './company.ts';

describe('the nightly judgement', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20', where: 'store' });
    await detectPerson(company.deps, 'zhang');
    company.setNow(at('02:30', '2026-11-21'));
  });
  const shortenShift = async () => {
    const shift = {
      id: `${DAY}:S1:0`,
      startAt: at('09:00'),
      endAt: at('17:00'),
      breaks: [],
      placeId: 'store',
    };
    const day = { personId: 'zhang', day: DAY, timeZone: TIME_ZONE, leaves: [], trips: [] };
    await saveSchedules([{ ...day, shifts: [shift] }]);
  };
  const judgedAt = async () => (await findDetection('zhang', `${DAY}:S1:0`))?.judgedAt;

  it('leaves alone what nothing was found in and no input of has changed', async () => {
    const before = await judgedAt();
    expect(before).toBeDefined();
    expect(await detectNightly(company.deps)).toBe(0);
    expect(await judgedAt()).toEqual(before);
  });

  it.each([
    ['the schedule', () => shortenShift()],
    ['the thresholds of its day', () => setThresholds({ 'off-zone': { allowanceMin: 40 } })],
    [
      'a place',
      () =>
        savePlace(
          { id: 'new', name: 'New', roles: ['competitor'], center: { lng: 121.5, lat: 31.2 }, radiusM: 50 },
          { datum: 'wgs84', digest: 'new' },
        ),
    ],
    ['late data', () => dwell('zhang', { from: '13:00', to: '13:20', where: 'store' })],
  ])('judges again when %s has changed, and then leaves it alone', async (_what, change) => {
    await change();
    expect(await detectNightly(company.deps)).toBe(1);
    expect(await judgedAt()).toEqual(company.deps.now());
    expect(await detectNightly(company.deps)).toBe(0);
  });

  it('always looks again at a shift with a supported finding', async () => {
    await dwell('zhang', { from: '13:00', to: '14:30' });
    expect(await detectNightly(company.deps)).toBe(1);
    expect(await detectNightly(company.deps)).toBe(1);
  });

  it('counts every shift it judged, however many people are judged side by side', async () => {
    for (const id of ['a', 'b', 'c', 'd']) {
      await savePerson(buildPerson({ id }));
      await acknowledge(id, new Date('2026-10-01T00:00:00Z'));
      await giveShift(id);
      await dwell(id, { from: '10:00', to: '11:20', where: 'store' });
    }
    expect(await detectNightly(company.deps)).toBe(4);
  });
});

/** Thresholds in force since before the test's day; `raisesFromDay` is when they may raise anything. */
const setThresholds = (
  overrides: Readonly<Record<string, Record<string, number>>>,
  { version = 1, fromDay = DAY, raisesFromDay = DAY } = {},
) =>
  insertSettingVersion(
    {
      ...BUILT_IN,
      version,
      stands: version,
      overrides,
      fromDay,
      raisesFromDay,
      at: at('08:00'),
      byIds: ['sun', 'rep'],
      reason: 'a reason of at least twenty letters',
    },
    [],
  );

describe('the thresholds in force', () => {
  useDatabase();
  let company: Company;
  const judge = async () => {
    await detectPerson(company.deps, 'zhang');
    const detection = await findDetection('zhang', `${DAY}:S1:0`);
    return detection?.result?.findings.find(({ detector }) => detector === 'competitor-dwell');
  };
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '10:40' });
  });

  it('judge, and every finding and alert names their version', async () => {
    await setThresholds({ 'competitor-dwell': { minDwellMin: 15 } });
    expect(await judge()).toMatchObject({ settingsVersion: 1, thresholds: { minDwellMin: 15 } });
    const [alert] = await findAlerts('zhang', DAY, DAY);
    expect(alert?.finding.settingsVersion).toBe(1);
  });

  it('are those of the day, not those of later', async () => {
    await setThresholds({ 'competitor-dwell': { minDwellMin: 200 } }, { fromDay: '2026-11-20' });
    expect(await judge()).toMatchObject({ settingsVersion: 0, verdict: 'supported' });
  });

  it('raise nothing for a day before they may, but take back what was raised there', async () => {
    await setThresholds({ 'competitor-dwell': { minDwellMin: 200 } });
    expect((await judge())?.verdict).not.toBe('supported');
    await setThresholds({}, { version: 2, raisesFromDay: '2026-11-20' });
    await dwell('zhang', { from: '11:00', to: '11:04', receivedAt: at('11:20') });
    expect(await judge()).toMatchObject({ settingsVersion: 2, verdict: 'supported' });
    expect(await findAlerts('zhang', DAY, DAY)).toEqual([]);
    await setThresholds({}, { version: 3 });
    await dwell('zhang', { from: '11:10', to: '11:12', receivedAt: at('11:25') });
    await judge();
    expect(await findAlerts('zhang', DAY, DAY)).toMatchObject([{ status: 'watching' }]);
    await setThresholds(
      { 'competitor-dwell': { minDwellMin: 200 } },
      { version: 4, raisesFromDay: '2026-11-20' },
    );
    await dwell('zhang', { from: '11:20', to: '11:22', receivedAt: at('11:30') });
    await judge();
    expect(await findAlerts('zhang', DAY, DAY)).toMatchObject([{ status: 'cleared' }]);
  });
});

describe('a day and its fortnight', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
  });
  const findingsOf = async (day: string) =>
    (await findDetection('zhang', `${day}:S1:0`))?.result?.findings.map(({ detector, verdict }) => [
      detector,
      verdict,
    ]);
  const visit = (externalId: string, day: string) =>
    saveWorkRecord(
      {
        kind: 'visits',
        externalId,
        employeeNo: 'E-zhang',
        customerId: 'far',
        startAt: at('14:00', day),
        endAt: at('14:40', day),
        data: {},
      },
      { digest: externalId, by: 'key:crm', at: at('20:00', day) },
    );

  it('joins the records of other systems: a logged visit that the track contradicts is found, and told once', async () => {
    await savePlace(
      { id: 'far', name: '远处客户', roles: ['customer'], center: { lng: 121.6, lat: 31.3 }, radiusM: 50 },
      { datum: 'wgs84', digest: 'far' },
    );
    await giveShift('zhang');
    await dwell('zhang', { from: '09:10', to: '17:50', where: 'store' });
    await visit('v-1', DAY);
    company.setNow(at('19:00'));
    await detectPerson(company.deps, 'zhang');
    expect(await findingsOf(DAY)).toContainEqual(['visit-unsupported', 'supported']);
    const [alert] = await findAlerts('zhang', DAY, DAY);
    expect(alert).toMatchObject({ placeId: 'visit-unsupported', status: 'watching' });
  });

  it('judges later days again when an earlier day of their fortnight gets late data', async () => {
    const later = '2026-11-20';
    for (const day of [DAY, later]) await giveShift('zhang', day);
    await dwell('zhang', { from: '10:00', to: '10:40', day: later });
    company.setNow(at('12:00', later));
    expect(await detectPerson(company.deps, 'zhang')).toBe(1);
    await dwell('zhang', { from: '10:00', to: '10:40', receivedAt: at('12:30', later) });
    company.setNow(at('13:00', later));
    expect(await detectPerson(company.deps, 'zhang')).toBe(2);
    expect((await findAlerts('zhang', DAY, later)).map(({ status }) => status)).toContain('open');
  });
});
