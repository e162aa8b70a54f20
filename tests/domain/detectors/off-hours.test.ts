import { describe, expect, it } from 'vitest';
import type { PeriodEvidence, PunchFact } from '../../../server/domain/detectors/evidence.ts';
import { OffHoursSettingsSchema } from '../../../server/domain/detectors/settings/off-hours-settings.ts';
import { offHours } from '../../../server/domain/detectors/off-hours.ts';
import type { DaySchedule } from '../../../server/domain/working-time.ts';
import { at, buildDay, buildRecords, buildSchedule, span } from './build-records.ts';

const DAYS = 10;
const PAST = 30;
const pastSchedules = Array.from({ length: PAST }, (_, n) => buildSchedule(n - PAST));
const days = Array.from({ length: DAYS }, (_, n) => buildDay(n));

/** Minutes after 09:00; clock-in at 0 and clock-out at 540 are in time. */
const punch = (n: number, minute: number, kind: PunchFact['kind'] = 'visit'): PunchFact => ({
  id: `p${n}-${minute}`,
  kind,
  at: at(n, minute),
});
/** Clock-ins and -outs around the shift, a few minutes apart from day to day. */
function usual(from: number, to: number, shift: { in?: number; out?: number } = {}): PunchFact[] {
  return Array.from({ length: to - from }, (_, k) => from + k).flatMap((n) => [
    punch(n, (shift.in ?? 0) - 5 + (((n + PAST) * 7) % 9), 'in'),
    punch(n, (shift.out ?? 540) + 3 + (((n + PAST) * 5) % 9), 'out'),
  ]);
}
const inOrder = (punches: PunchFact[]) => punches.toSorted((a, b) => +a.at - +b.at);
const judge = (punches: PunchFact[], more: Partial<Omit<PeriodEvidence, 'places' | 'placeById'>> = {}) =>
  offHours.detect(
    buildRecords({ days, pastSchedules, punches: inOrder(punches), ...more }),
    OffHoursSettingsSchema.parse({}),
  );
const base = usual(-PAST, DAYS);

describe('off-hours', () => {
  it('supports punches outside working time on several days, unlike before', () => {
    const evenings = [1, 3, 4, 8].map((n) => punch(n, 720));
    const [finding] = judge([...base, ...evenings]);
    expect(finding).toMatchObject({
      detector: 'off-hours',
      verdict: 'supported',
      reasons: ['often_off_hours'],
      numbers: { offDays: 4, offPunches: 4, startDriftMin: 0 },
      evidence: [{ id: 'p1-720' }, { id: 'p3-720' }, { id: 'p4-720' }, { id: 'p8-720' }],
    });
    expect(finding?.sentence.zh).toBe('工作时间以外有 4 天共 4 次打卡');
  });

  it('rises with the number of days and is severe when it is most of them', () => {
    const upTo = (n: number) => judge([...base, ...Array.from({ length: n }, (_, k) => punch(k, 720))])[0];
    const scores = [2, 3, 5, 8].map((n) => upTo(n)?.score ?? 0);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(upTo(8)?.severity).toBe('high');
    expect(upTo(2)?.verdict).not.toBe('supported');
  });

  it('says nothing of usual days, of one evening, or of somebody who always did so', () => {
    expect(judge(base)).toEqual([]);
    expect(judge([...base, punch(2, 720)])).toEqual([]);
    const always = Array.from({ length: 20 }, (_, k) => punch(2 * k - PAST, 720));
    expect(judge([...base, ...always])).toEqual([]);
  });

  it('says nothing of a habit, however short the history and wherever the period ends', () => {
    const working = (n: number) => ((n % 7) + 7) % 7 < 5;
    const workdays = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, k) => from + k).filter(working);
    const evening = (n: number) => [punch(n, 700 + ((n + PAST) % 5) * 9, 'in'), punch(n, 760, 'out')];
    const judgedOf = (past: number, count: number, isUsual = true) => {
      const all = workdays(-past, count);
      const used = isUsual ? all : all.filter((n) => n >= 0);
      return judge([...base, ...used.flatMap(evening)], {
        days: workdays(0, count).map((n) => buildDay(n)),
        pastSchedules: workdays(-past, 0).map((n) => buildSchedule(n)),
        judge: { startAt: at(0, -540), endAt: at(count, -540) },
      });
    };
    for (const [past, count] of [
      [14, 5],
      [28, 12],
      [7, 5],
    ] as const) {
      expect(judgedOf(past, count), `${past} days before`).toEqual([]);
      expect(judgedOf(past, count, false), `${past} days before`).toMatchObject([{ verdict: 'supported' }]);
    }
  });

  it('counts a rest day, and says nothing without any known working time', () => {
    const worked = days.filter((_, n) => n !== 5 && n !== 6);
    const rest = [5, 6].flatMap((n) => [punch(n, 60, 'in'), punch(n, 200, 'out')]);
    const evenings = [punch(1, 720), punch(2, 720)];
    const punches = [...base.filter(({ id }) => !/^p[56]-/.test(id)), ...rest, ...evenings];
    const [finding] = judge(punches, {
      days: worked,
      judge: { startAt: at(0, -540), endAt: at(DAYS, -540) },
    });
    expect(finding?.numbers['offDays']).toBe(4);
    expect(judge(rest, { days: [], pastSchedules: [] })).toEqual([]);
  });

  it.each([
    [
      'approved overtime',
      (n: number): Partial<DaySchedule> => ({
        shifts: [...buildSchedule(n).shifts, { id: `overtime-${n}`, ...span(n, 660, 780), breaks: [] }],
      }),
    ],
    ['an approved trip', (n: number): Partial<DaySchedule> => ({ trips: [span(n, -540, 900)] })],
    [
      'flexible shifts',
      (n: number): Partial<DaySchedule> => ({ shifts: [{ id: `s${n}`, ...span(n, 240, 780), breaks: [] }] }),
    ],
  ])('takes %s for working time', (_, more) => {
    const planned = Array.from({ length: DAYS }, (__, n) => buildDay(n, [], buildSchedule(n, more(n))));
    expect(judge([...usual(-PAST, 0), ...[1, 3, 4, 8].map((n) => punch(n, 720))], { days: planned })).toEqual(
      [],
    );
  });

  it('takes the only, late clock-out of a day for a forgotten one', () => {
    const forgotten = base.map((one) =>
      one.kind === 'out' && [1, 3, 4].includes(Math.round((+one.at - +at(0, 540)) / 86_400_000))
        ? { ...one, at: new Date(+one.at + 4 * 3_600_000) }
        : one,
    );
    expect(judge(forgotten).filter(({ verdict }) => verdict === 'supported')).toEqual([]);
  });

  it('takes the only, late clock-out of a night shift for a forgotten one, too', () => {
    const night = (n: number) =>
      buildSchedule(n, { shifts: [{ id: `s${n}`, ...span(n, 780, 1260), breaks: [] }] });
    const nights = Array.from({ length: DAYS }, (_, n) => buildDay(n, [], night(n)));
    const past = Array.from({ length: PAST }, (_, n) => night(n - PAST));
    const late = (n: number): number => ([1, 3, 4, 8].includes(n) ? 1340 : 1265);
    const punches = Array.from({ length: PAST + DAYS }, (_, k) => k - PAST).flatMap((n) => [
      punch(n, 775, 'in'),
      punch(n, late(n), 'out'),
    ]);
    expect(judge(punches, { days: nights, pastSchedules: past })).toEqual([]);
    const again = [1, 3, 4, 8].map((n) => ({ ...punch(n, 1400, 'out'), id: `again${n}` }));
    const more = judge([...punches, ...again], { days: nights, pastSchedules: past });
    expect(more[0]?.reasons).toContain('often_off_hours');
  });

  it("counts days by the person's own clock, wherever the period begins", () => {
    const late = base.map((one) =>
      one.kind === 'out' && [1, 3, 4, 8].includes(Math.round((+one.at - +at(0, 540)) / 86_400_000))
        ? { ...one, at: new Date(+one.at + 90 * 60_000) }
        : one,
    );
    expect(judge(late, { judge: { startAt: at(0, -60), endAt: at(DAYS, -60) } })).toEqual([]);
  });
});

describe('off-hours: drifting start and end', () => {
  it('asks for no drift of the end on days with approved overtime after it', () => {
    const late = usual(0, DAYS, { out: 660 });
    const planned = Array.from({ length: DAYS }, (_, n) => {
      const overtime = { id: `overtime-${n}`, ...span(n, 540, 660), breaks: [] };
      return buildDay(n, [], buildSchedule(n, { shifts: [...buildSchedule(n).shifts, overtime] }));
    });
    expect(judge([...usual(-PAST, 0), ...late])[0]?.reasons).toContain('end_drifts');
    expect(judge([...usual(-PAST, 0), ...late], { days: planned })).toEqual([]);
  });

  it('finds a clock-in that moved, mildly', () => {
    const [finding] = judge([...usual(-PAST, 0), ...usual(0, DAYS, { in: 80 })]);
    expect(finding).toMatchObject({ verdict: 'supported', severity: 'low', reasons: ['start_drifts'] });
    expect(finding?.numbers['startDriftMin']).toBeCloseTo(80, -1);
    expect(finding?.sentence.en).toMatch(/^clock-in about (79|80|81) min later than before$/);
    expect(finding?.evidence).toHaveLength(DAYS);
  });

  it('is no graver for a few evenings that chance explains', () => {
    const evenings = [punch(1, 720), punch(4, 720)];
    const [finding] = judge([...usual(-PAST, 0), ...usual(0, DAYS, { in: 80 }), ...evenings]);
    expect(finding).toMatchObject({ verdict: 'supported', severity: 'low' });
    expect(finding?.reasons).toEqual(['often_off_hours', 'start_drifts']);
  });

  it('finds a clock-out that moved', () => {
    expect(judge([...usual(-PAST, 0), ...usual(0, DAYS, { out: 440 })])[0]?.reasons).toEqual(['end_drifts']);
  });

  it('follows a changed schedule instead of the clock', () => {
    const later = Array.from({ length: DAYS }, (_, n) =>
      buildDay(n, [], buildSchedule(n, { shifts: [{ id: `s${n}`, ...span(n, 80, 620), breaks: [] }] })),
    );
    expect(judge([...usual(-PAST, 0), ...usual(0, DAYS, { in: 80, out: 620 })], { days: later })).toEqual([]);
  });

  it('says nothing of people whose start always varies, of half an hour, or without a past', () => {
    const varied = base.map((one) =>
      one.kind === 'in'
        ? { ...one, at: new Date(+one.at + (((+one.at / 86_400_000) * 977) % 150) * 60_000) }
        : one,
    );
    expect(judge(varied).filter(({ verdict }) => verdict === 'supported')).toEqual([]);
    expect(judge([...usual(-PAST, 0), ...usual(0, DAYS, { in: 30 })])).toEqual([]);
    expect(judge(usual(0, DAYS, { in: 80 }), { pastSchedules: [] })).toEqual([]);
  });
});
