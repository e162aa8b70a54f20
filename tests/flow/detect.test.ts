import { beforeEach, describe, expect, it } from 'vitest';
import { detectNightly, detectPerson } from '../../server/flow/detect.ts';
import { loadCompany } from '../../server/flow/detect/detect-company.ts';
import { NO_RESULT } from '../../server/flow/detect/detect-result.ts';
import { baselineOf, knownFor, loadWindow, windowOf } from '../../server/flow/detect/detect-window.ts';
import type { Finding } from '../../server/domain/detectors/finding.ts';
import { claimDetection, saveDetection } from '../../server/store/detection-claims.ts';
import { findDetection, markDirty } from '../../server/store/detections.ts';
import { findPerson, savePerson } from '../../server/store/people.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { saveWorkRecord } from '../../server/store/work-record-changes.ts';
import { type WorkRecord } from '../../server/store/work-records.ts';
import { savePlace } from '../../server/store/place-changes.ts';
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

  const nextDay = (
    record: Pick<WorkRecord<'visits'>, 'kind' | 'data'> | Pick<WorkRecord<'orders'>, 'kind' | 'data'>,
  ) => {
    const when = { startAt: at('14:00', '2026-11-20'), endAt: at('14:00', '2026-11-20') };
    const whose = { externalId: 'next-day', employeeNo: 'E-zhang', customerId: 'far' };
    const source = { digest: record.kind, by: 'key:crm', at: at('20:00', '2026-11-20') };
    return saveWorkRecord({ ...record, ...whose, ...when }, source);
  };

  it('judges no day again for what the person did the day after, but for an order that came late', async () => {
    await nextDay({ kind: 'visits', data: {} });
    expect(await detectNightly(company.deps)).toBe(0);
    await nextDay({ kind: 'orders', data: { amountFen: 100 } });
    expect(await detectNightly(company.deps)).toBe(1);
  });

  it('leaves a day alone that was judged in a row of others before', async () => {
    await giveShift('zhang', '2026-11-20');
    expect(await detectNightly(company.deps)).toBe(1);
    company.setNow(at('02:30', '2026-11-23'));
    expect(await detectNightly(company.deps)).toBe(0);
  });

  it('leaves to be judged what it looked at between an upload’s mark and its fixes', async () => {
    company.setNow(at('02:30', '2026-11-21'));
    const mark = { personId: 'zhang', shiftId: `${DAY}:S1:0`, day: DAY, at: company.deps.now() };
    await markDirty(mark);
    await detectNightly(company.deps);
    expect((await findDetection('zhang', mark.shiftId))?.dirtyAt).toEqual(mark.at);
    company.setNow(at('02:31', '2026-11-21'));
    expect(await detectPerson(company.deps, 'zhang')).toBe(1);
    expect((await findDetection('zhang', mark.shiftId))?.dirtyAt).toBeUndefined();
  });

  it('leaves a shift that still runs to its data', async () => {
    await giveShift('zhang', '2026-11-21');
    company.setNow(at('10:00', '2026-11-21'));
    expect(await detectNightly(company.deps)).toBe(0);
    company.setNow(at('02:00', '2026-11-22'));
    expect(await detectNightly(company.deps)).toBe(1);
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

  const windowOn = async (day: string) => {
    const person = await findPerson('zhang');
    if (!person) throw new Error('nobody');
    const loaded = await loadCompany(company.deps);
    const known = await knownFor(person, { fromDay: day, toDay: day }, loaded);
    const window = windowOf(known, day);
    return (await loadWindow(known, window, baselineOf(known, window)))?.evidence;
  };

  it('knows the phones by the positions they sent, not by the punches', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '09:10', to: '10:00', where: 'store' });
    await dwell('zhang', { from: '10:10', to: '11:00', where: 'store' });
    const evidence = await windowOn(DAY);
    expect(evidence?.deviceIds).toHaveLength(2);
  });

  it('doubts the position of a customer by visits that others missed, never by silence', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '09:10', to: '10:00', where: 'store' });
    const misses = [
      ['p1', 'no_coverage'],
      ['p2', 'no_coverage'],
      ['p3', 'clock_offset'],
      ['zhang', 'clock_offset'],
    ] as const;
    for (const [personId, reason] of misses) {
      const claim = await claimDetection({ personId, shiftId: 's', day: DAY }, 'run');
      const finding = visitMissed(personId, reason);
      await saveDetection(claim, { ...NO_RESULT, findings: [finding] }, at('12:00'));
    }
    const evidence = await windowOn(DAY);
    expect([...(evidence?.placeDoubt ?? [])]).toEqual([['far', { people: 1, misses: 1 }]]);
  });

  it('compares sales by whole months that have records, the own with those of the team', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '09:10', to: '10:00', where: 'store' });
    await savePerson(buildPerson({ id: 'peer' }));
    const order = (who: string, month: string, amountFen: number) =>
      saveWorkRecord(
        {
          kind: 'orders',
          externalId: `${who}-${month}`,
          employeeNo: `E-${who}`,
          customerId: 'far',
          startAt: at('14:00', `${month}-15`),
          endAt: at('14:00', `${month}-15`),
          data: { amountFen },
        },
        { digest: `${who}-${month}`, by: 'key:erp', at: at('20:00', `${month}-15`) },
      );
    const months = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];
    for (const [n, month] of months.entries()) {
      await order('zhang', month, 100 + n);
      await order('peer', month, 1000 + n);
    }
    const evidence = await windowOn(DAY);
    expect(evidence?.salesByMonthFen).toEqual([100, 101, 102, 103, 104]);
    expect(evidence?.team?.salesByMonthFen).toEqual([1000, 1001, 1002, 1003, 1004]);
    expect(evidence?.team?.conversion).toEqual({ visits: 0, orders: 3 });
  });
});

const visitMissed = (personId: string, reason: string): Finding => ({
  detector: 'visit-unsupported',
  version: 1,
  personId,
  shiftId: 's',
  placeId: 'far',
  days: [DAY],
  startAt: at('10:00'),
  endAt: at('10:30'),
  score: 0.1,
  severity: 'low',
  verdict: 'undecided',
  numbers: {},
  thresholds: {},
  reasons: [reason],
  evidence: [],
  sentence: { zh: '', en: '' },
  whatWouldClear: { zh: '', en: '' },
});
