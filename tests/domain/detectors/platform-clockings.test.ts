import { describe, expect, it } from 'vitest';
import type { PunchFact } from '../../../server/domain/detectors/evidence.ts';
import { platformClockings } from '../../../server/domain/detectors/hours/platform-clockings.ts';
import type { DaySchedule } from '../../../server/domain/working-time.ts';

const timeZone = 'Asia/Shanghai';
const at = (clock: string, day = '2026-09-14') => new Date(`${day}T${clock}:00+08:00`);
const shift = (id: string, from: string, to: string) => ({
  id,
  startAt: at(from),
  endAt: at(to),
  breaks: [],
});
const scheduleOf = (...shifts: DaySchedule['shifts']): DaySchedule => ({
  personId: 'zhang',
  day: '2026-09-14',
  timeZone,
  shifts,
  leaves: [],
  trips: [],
});
const DAY = scheduleOf(shift('day', '09:00', '18:00'));
const flow = (clock: string, riskResult = 0, day?: string) => ({
  id: `${day ?? ''}${clock}`,
  at: at(clock, day),
  riskResult,
});
const own = (kind: PunchFact['kind'], clock: string): PunchFact => ({
  id: `own ${clock}`,
  kind,
  at: at(clock),
});
const clock = (
  flows: Parameters<typeof platformClockings>[0],
  punches: readonly PunchFact[] = [],
  schedules = [DAY],
) => platformClockings(flows, { own: punches, schedules, timeZone }).map(({ id, kind }) => `${kind} ${id}`);

describe('punches in the platform’s attendance', () => {
  it('count the first before the middle of the shift and the last after it', () => {
    expect(clock([flow('08:50'), flow('09:20'), flow('17:58'), flow('18:40')])).toEqual([
      'in 08:50',
      'out 18:40',
    ]);
  });

  it('are not taken where the same edge was clocked here, whenever that was', () => {
    expect(clock([flow('08:50'), flow('19:30')], [own('in', '09:05')])).toEqual(['out 19:30']);
    expect(clock([flow('08:50'), flow('19:30')], [own('in', '09:05'), own('out', '18:01')])).toEqual([]);
    expect(clock([flow('10:30')], [own('visit', '10:45')])).toEqual(['in 10:30']);
  });

  it('belong to the nearest shift of a split day', () => {
    const split = scheduleOf(shift('am', '08:00', '12:00'), shift('pm', '14:00', '18:00'));
    expect(clock([flow('07:55'), flow('12:05'), flow('13:50'), flow('18:10')], [], [split])).toEqual([
      'in 07:55',
      'out 12:05',
      'in 13:50',
      'out 18:10',
    ]);
  });

  it('begin and end a day without a shift, which ends at four in the morning', () => {
    const off = '2026-09-20';
    expect(clock([flow('10:00', 0, off), flow('15:00', 0, off), flow('02:30', 0, '2026-09-21')])).toEqual([
      `in ${off}10:00`,
      'out 2026-09-2102:30',
    ]);
  });

  it('do not take approved overtime for a shift', () => {
    const late = scheduleOf(shift('day', '09:00', '18:00'), shift('2026-09-14:overtime:1', '19:00', '21:00'));
    expect(clock([flow('18:02'), flow('19:05'), flow('21:01')], [], [late])).toEqual(['out 21:01']);
  });

  it('are taken beside those made here when the platform warns of them in working time', () => {
    const punches = [own('in', '08:58'), own('out', '18:00')];
    const flows = [flow('09:01', 3), flow('11:00', 1), flow('23:00', 1)];
    expect(platformClockings(flows, { own: punches, schedules: [DAY], timeZone })).toEqual([
      { id: '09:01', kind: 'in', at: at('09:01'), riskFlag: 3 },
      { id: '11:00', kind: 'in', at: at('11:00'), riskFlag: 1 },
    ]);
    expect(clock([flow('08:58', 2)], punches)).toEqual(['in 08:58']);
  });

  it('are the punch made here when they lie within a minute of it', () => {
    expect(clock([flow('12:59')], [own('in', '12:58')], [scheduleOf()])).toEqual(['out 12:59']);
    expect(clock([flow('12:58')], [own('in', '12:58')], [scheduleOf()])).toEqual([]);
  });
});
