import { beforeEach, describe, expect, it } from 'vitest';
import { detectNightly, detectPerson } from '../../server/flow/detect.ts';
import { findDetection } from '../../server/store/detections.ts';
import { savePlace } from '../../server/store/places.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { saveSetting } from '../../server/store/settings.ts';
import { useDatabase } from '../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, TIME_ZONE, type Company } from './company.ts';

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
    ['a setting', () => saveSetting('detector:stays', { distanceM: 120 })],
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

  it('always looks again at a shift with a finding', async () => {
    await dwell('zhang', { from: '13:00', to: '14:30' });
    expect(await detectNightly(company.deps)).toBe(1);
    expect(await detectNightly(company.deps)).toBe(1);
  });
});
