import { expect, it } from 'vitest';
import { buildWorkDay } from '../../../server/domain/detectors/day/work-day.ts';
import { judgePeriod } from '../../../server/domain/detectors/judge-period.ts';
import { readFixes } from '../../../server/domain/period/read-fixes.ts';
import { readPeriod } from '../../../server/domain/period/read-period.ts';
import { isOvertime, overtimeId } from '../../../server/domain/working-time.ts';
import { buildPeriod, fixesOf, isoAt, shiftOn, spotAt } from '../period/build-period.ts';

const store = { id: 's1', kind: 'own_store', name: 's', ...spotAt(0, 0), radiusM: 60, datum: 'wgs84' };
const period = buildPeriod({
  person: { id: 'e1', kind: 'promoter', timeZone: 'Asia/Shanghai' },
  places: [store],
  shifts: [{ ...shiftOn(0), placeId: 's1' }],
  leaves: [{ start: isoAt(0, 540), end: isoAt(0, 720), kind: 'overtime' }],
  punches: [
    { id: 'i', kind: 'in', t: isoAt(0, 0), placeId: 's1' },
    { id: 'o', kind: 'out', t: isoAt(0, 722), placeId: 's1' },
  ],
  fixes: fixesOf([
    [0, -5, 580, 0, 0],
    [0, 600, 690, 5000, 0],
    [0, 705, 725, 0, 0],
  ]),
});

it('judges approved overtime alike whether it comes from a file or from the stored schedule', () => {
  const asked = new Set(['attendance-mismatch', 'off-hours']);
  const evidence = readPeriod(period);
  const days = evidence.days.map(({ day, schedule }) => {
    const shifts = schedule.shifts.map((shift) =>
      isOvertime(shift) ? { ...shift, id: overtimeId(day, 0) } : shift,
    );
    return buildWorkDay({ schedule: { ...schedule, shifts }, track: readFixes(period.fixes) });
  });
  expect(days[0]?.schedule.shifts.at(-1)?.id).toBe('2026-03-02:overtime:0');
  expect(judgePeriod({ ...evidence, days }, {}, asked)).toEqual(judgePeriod(evidence, {}, asked));
});
