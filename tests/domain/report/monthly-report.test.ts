import { describe, expect, it } from 'vitest';
import { trackKm } from '../../../server/domain/report/distance.ts';
import { daysOf, monthBefore, reportNumbers } from '../../../server/domain/report/monthly-report.ts';

const shift = {
  id: 's',
  startAt: new Date('2026-11-16T01:00:00Z'),
  endAt: new Date('2026-11-16T10:00:00Z'),
  breaks: [{ startAt: new Date('2026-11-16T04:00:00Z'), endAt: new Date('2026-11-16T05:00:00Z') }],
};
const schedule = {
  personId: 'p',
  day: '2026-11-16',
  timeZone: 'Asia/Shanghai',
  shifts: [shift],
  leaves: [],
  trips: [],
};
const punch = (kind: 'in' | 'out', at: string) => ({
  kind,
  at: new Date(at),
  isConfirmed: true,
  isWaiting: false,
});
const empty = {
  month: '2026-11',
  at: new Date('2026-12-01T01:00:00Z'),
  timeZone: 'Asia/Shanghai',
  schedules: [schedule],
  counted: [schedule],
  punches: [],
  detections: [],
};

describe('the monthly report', () => {
  it('says null, never zero, about what nobody measured', () => {
    expect(reportNumbers(empty)).toEqual({
      month: '2026-11',
      workedDays: 0,
      punches: { total: 0, confirmed: 0, waiting: 0 },
      onTimePct: null,
      distanceKm: null,
      coveragePct: null,
      days: [],
    });
  });
  it('counts the scheduled time between the punches, without the break', () => {
    const punches = [punch('in', '2026-11-16T00:55:00Z'), punch('out', '2026-11-16T09:00:00Z')];
    const report = reportNumbers({ ...empty, punches });
    expect(report).toMatchObject({ workedDays: 1, onTimePct: 100, distanceKm: null });
    expect(report.days).toEqual([
      { day: '2026-11-16', workedMin: 420, distanceKm: null, coveragePct: null, stays: 0 },
    ]);
  });
  it('counts to the end of the shift when nobody punched out, and calls a late arrival late', () => {
    const report = reportNumbers({ ...empty, punches: [punch('in', '2026-11-16T02:00:00Z')] });
    expect(report.days[0]?.workedMin).toBe(420);
    expect(report.onTimePct).toBe(0);
  });
  it('counts a shift that runs up to now, and no hour that is still to come', () => {
    const punches = [punch('in', '2026-11-16T00:55:00Z')];
    const minutesAt = (at: string) =>
      reportNumbers({ ...empty, at: new Date(at), punches }).days.map(({ workedMin }) => workedMin);
    expect(minutesAt('2026-11-16T02:30:00Z')).toEqual([90]);
    expect(minutesAt('2026-11-16T09:30:00Z')).toEqual([450]);
    expect(minutesAt('2026-11-16T00:58:00Z')).toEqual([]);
    expect(minutesAt('2026-11-16T20:00:00Z')).toEqual([480]);
  });
  describe('of night shifts', () => {
    const night = (day: string, startAt: string, endAt: string) => ({
      ...schedule,
      day,
      shifts: [{ id: day, startAt: new Date(startAt), endAt: new Date(endAt), breaks: [] }],
    });
    const nights = [
      night('2026-10-31', '2026-10-31T14:00:00Z', '2026-10-31T22:00:00Z'),
      night('2026-11-01', '2026-11-01T14:00:00Z', '2026-11-01T22:00:00Z'),
      night('2026-11-30', '2026-11-30T14:00:00Z', '2026-11-30T22:00:00Z'),
    ];
    const minutes = (punches: readonly ReturnType<typeof punch>[]) =>
      reportNumbers({ ...empty, schedules: nights, counted: nights, punches }).days.map(
        ({ day, workedMin }) => `${day} ${workedMin}`,
      );

    it('counts who came after midnight to the night before, and the next night whole', () => {
      const late = [punch('in', '2026-10-31T16:30:00Z'), punch('out', '2026-10-31T22:05:00Z')];
      const next = [punch('in', '2026-11-01T13:55:00Z'), punch('out', '2026-11-01T22:05:00Z')];
      expect(minutes([...late, ...next])).toEqual(['2026-11-01 480']);
    });

    it('counts the last night of a month to the punch of the next month', () => {
      expect(minutes([punch('in', '2026-11-30T13:55:00Z'), punch('out', '2026-11-30T18:00:00Z')])).toEqual([
        '2026-11-30 240',
      ]);
    });

    it('counts who went out for a meal and came back to the last punch after the end', () => {
      const meal = [punch('out', '2026-11-01T18:00:00Z'), punch('in', '2026-11-01T18:30:00Z')];
      const frame = [punch('in', '2026-11-01T13:55:00Z'), punch('out', '2026-11-01T22:05:00Z')];
      expect(minutes([...frame, ...meal])).toEqual(['2026-11-01 480']);
    });

    it('leaves punches and arrivals of other months out of its figures', () => {
      const punches = [punch('in', '2026-10-31T14:30:00Z'), punch('in', '2026-11-01T13:55:00Z')];
      const report = reportNumbers({ ...empty, schedules: nights, counted: nights, punches });
      expect(report).toMatchObject({ punches: { total: 1 }, onTimePct: 100 });
    });
  });
  it('leaves the coverage of a shift that still runs out of the month: half a day is no gap', () => {
    const detections = [{ day: '2026-11-16', coveragePct: 12, distanceKm: 3.2, stays: 2 }];
    const coverageAt = (at: string) => reportNumbers({ ...empty, at: new Date(at), detections }).coveragePct;
    expect(coverageAt('2026-11-16T02:30:00Z')).toBeNull();
    expect(coverageAt('2026-11-16T10:00:00Z')).toBe(12);
  });
  it('adds up distances and averages coverage of the days that have them', () => {
    const detections = [
      { day: '2026-11-16', coveragePct: 80, distanceKm: 3.2, stays: 2 },
      { day: '2026-11-17', coveragePct: null, distanceKm: null, stays: 0 },
      { day: '2026-11-18', coveragePct: 60, distanceKm: 1.1, stays: 1 },
    ];
    expect(reportNumbers({ ...empty, detections })).toMatchObject({
      distanceKm: 4.3,
      coveragePct: 70,
      workedDays: 0,
    });
  });
  it('knows its days and the month before', () => {
    expect(daysOf('2028-02')).toHaveLength(29);
    expect(monthBefore('2026-01')).toBe('2025-12');
  });
});

describe('the distance of a track', () => {
  const track = (points: readonly [minute: number, lat: number][]) => ({
    atMs: Float64Array.from(points, ([minute]) => minute * 60_000),
    lat: Float64Array.from(points, ([, lat]) => lat),
    lng: Float64Array.from(points, () => 121),
    accuracyM: Float64Array.from(points, () => 10),
  });
  it('adds steps, ignores trembling at rest and ways nobody saw', () => {
    expect(
      trackKm(
        track([
          [0, 31],
          [5, 31.009],
          [10, 31.009],
        ]),
      ),
    ).toBe(1);
    expect(
      trackKm(
        track([
          [0, 31],
          [1, 31.0001],
          [2, 31],
          [3, 31.0001],
        ]),
      ),
    ).toBe(0);
    expect(
      trackKm(
        track([
          [0, 31],
          [120, 31.5],
        ]),
      ),
    ).toBeNull();
    expect(trackKm(track([[0, 31]]))).toBeNull();
  });
});
