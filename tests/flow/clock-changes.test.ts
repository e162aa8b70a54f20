import { describe, expect, it } from 'vitest';
import { addDays, clockOf, listDays } from '../../server/domain/time.ts';
import type { AttendanceSnapshot } from '../../server/feishu/platform.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { detectTonight } from '../../server/flow/night.ts';
import { pullUpcoming } from '../../server/flow/punch/upcoming.ts';
import { reconcileYesterday } from '../../server/flow/punch/reconcile-attendance.ts';
import { findDetections } from '../../server/store/detections.ts';
import { getOrgMapping, saveOrgMapping } from '../../server/store/org-mapping.ts';
import { savePerson } from '../../server/store/people.ts';
import { findReconciliation } from '../../server/store/reconciliations.ts';
import { findSchedules } from '../../server/store/schedules.ts';
import { getSetting } from '../../server/store/settings.ts';
import { useDatabase } from '../support/db.ts';
import { acknowledge, buildPerson, createCompany } from './company.ts';

const HOUR_MS = 3_600_000;
/** Beside those of the company's own zone. */
const ELSEWHERE = ['Asia/Shanghai', 'America/Los_Angeles'];

/** A day of 23 hours, one of 25, and half an hour either way; how long the shift of 22:00 to 06:00 is that night. */
describe('the night and the attendance', () => {
  useDatabase();

  it.each([
    ['America/New_York', '2027-03-14', 7],
    ['America/New_York', '2027-11-07', 9],
    ['Europe/Berlin', '2027-03-28', 7],
    ['Europe/Berlin', '2027-10-31', 9],
    ['Australia/Lord_Howe', '2027-10-03', 7.5],
    ['Australia/Lord_Howe', '2027-04-04', 8.5],
  ])(
    'of a company in %s miss no day and take none twice when its clocks change on %s',
    async (zone, changeDay, hours) => {
      const company = await createCompany();
      const people = await settle(zone, changeDay);
      const deps = withShifts(company.deps);
      const [fromDay, toDay] = [addDays(changeDay, -2), addDays(changeDay, 2)];
      const nights: unknown[] = [];
      const reconciled: unknown[] = [];
      const judgedAt = new Map<string, Date>();
      for (
        let at = new Date(`${fromDay}T00:00:00Z`);
        +at < Date.parse(`${toDay}T00:00:00Z`);
        at = new Date(+at + HOUR_MS)
      ) {
        company.setNow(at);
        if (at.getUTCHours() === 0) await pullUpcoming(deps);
        await detectTonight(deps);
        await reconcileYesterday(deps);
        const isNew = note(nights, [await getSetting('nightly-day'), clockOf(at, zone)]);
        note(reconciled, [await getSetting('attendance-reconciled-day'), clockOf(at, zone)]);
        if (!isNew) continue;
        for (const { id } of people)
          for (const { shiftId } of await findDetections(id, addDays(fromDay, -2), toDay))
            if (!judgedAt.has(`${id}:${shiftId}`)) judgedAt.set(`${id}:${shiftId}`, at);
      }
      const end = company.deps.now();
      expect(nights.length).toBeGreaterThanOrEqual(4);
      expect(gapsIn(nights.slice(1).map(dayIn))).toEqual([]);
      expect(gapsIn(reconciled.slice(1).map(dayIn))).toEqual([]);
      for (const day of reconciled.slice(1).map(dayIn))
        expect(await findReconciliation(addDays(day, -1))).not.toBeNull();
      for (const person of people) {
        const schedules = await findSchedules(person.id, addDays(fromDay, -1), toDay);
        for (const { shifts } of schedules)
          for (const { id, endAt } of shifts) {
            if (+endAt > +end - 27 * HOUR_MS || +endAt < Date.parse(`${fromDay}T00:00:00Z`)) continue;
            const late = (+(judgedAt.get(`${person.id}:${id}`) ?? Infinity) - +endAt) / HOUR_MS;
            expect(late, `${person.id} ${id}`).toBeLessThanOrEqual(26);
            expect(late, `${person.id} ${id}`).toBeGreaterThanOrEqual(0);
          }
      }
      const [night] = await findSchedules('late', addDays(changeDay, -1), addDays(changeDay, -1));
      const [shift] = night?.shifts ?? [];
      expect((+(shift?.endAt ?? 0) - +(shift?.startAt ?? 0)) / HOUR_MS).toBe(hours);
    },
  );
});

/** Somebody of each zone with shifts by day, and one of the company's own who works at night. */
async function settle(timeZone: string, changeDay: string) {
  await saveOrgMapping({ ...(await getOrgMapping()), timeZone });
  const own = { staffKind: 'promoter', storePlaceId: 'store' } as const;
  const people = [
    buildPerson({ id: 'zhang', ...own, timeZone }),
    buildPerson({ id: 'late', ...own, timeZone }),
    ...ELSEWHERE.map((zone, n) => buildPerson({ id: `far${n}`, ...own, timeZone: zone })),
  ];
  for (const person of people) {
    await savePerson(person);
    await acknowledge(person.id, new Date(Date.parse(changeDay) - 60 * 24 * HOUR_MS)).catch(() => undefined);
  }
  return people;
}

/** An attendance system with the same shift every day. */
function withShifts(deps: Deps): Deps {
  const fetchSchedules: Deps['feishu']['attendance']['fetchSchedules'] = async ({
    userIds,
    fromDay,
    toDay,
  }) => {
    const days = listDays({ fromDay, toDay }).flatMap((day) =>
      userIds.map((userId): AttendanceSnapshot['days'][number] => ({
        userId,
        day,
        shiftId: 'S1',
        periods: [userId === 'u_late' ? { start: '22:00', end: '30:00' } : { start: '09:00', end: '18:00' }],
        rests: [],
      })),
    );
    return { days, absences: [], unread: [] };
  };
  const { feishu } = deps;
  return { ...deps, feishu: { ...feishu, attendance: { ...feishu.attendance, fetchSchedules } } };
}

const dayIn = (noted: unknown): string => String(Array.isArray(noted) ? noted[0] : '');
function note(seen: unknown[], value: unknown[]): boolean {
  const isNew = dayIn(seen.at(-1)) !== String(value[0]);
  if (isNew) seen.push(value);
  return isNew;
}
const gapsIn = (days: readonly string[]): string[] =>
  days.slice(1).filter((day, n) => addDays(days[n] ?? day, 1) !== day);
