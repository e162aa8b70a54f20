import { describe, expect, it } from 'vitest';
import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import { AttendanceMismatchSettingsSchema } from '../../../server/domain/detectors/settings/attendance-mismatch-settings.ts';
import { attendanceMismatch } from '../../../server/domain/detectors/attendance-mismatch.ts';
import type { PeriodEvidence, PunchFact } from '../../../server/domain/detectors/evidence.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import {
  at,
  buildDay,
  buildPlace,
  buildRecords,
  buildSchedule,
  span,
  spot,
  stayAt,
  timeZone,
  type FixRow,
} from './build-records.ts';

const store = buildPlace('store', 0, { roles: ['own_store'] });
const person = { id: 'p1', kind: 'promoter' as const, timeZone };
type Case = Partial<Omit<PeriodEvidence, 'places' | 'placeById'>> & { places?: readonly Place[] };

const judge = (evidence: Case) =>
  attendanceMismatch.detect(
    buildRecords({ places: [store], person, ...evidence }),
    AttendanceMismatchSettingsSchema.parse({}),
  );
const reasons = (evidence: Case) => judge(evidence).map((finding) => [finding.verdict, ...finding.reasons]);

const punch = (
  n: number,
  minute: number,
  kind: PunchFact['kind'],
  more: Partial<PunchFact> = {},
): PunchFact => ({
  id: `${kind}${n}-${minute}`,
  kind,
  at: at(n, minute),
  deviceId: 'd1',
  ...more,
});
const inOut = (n: number, more: Partial<PunchFact> = {}) => [
  punch(n, -3, 'in', more),
  punch(n, 542, 'out', more),
];
const dayWith = (n: number, fixes: readonly FixRow[], more = {}) =>
  buildDay(n, fixes, buildSchedule(n, more, 'store'));
/** A whole shift in the store but for a stretch elsewhere; a quarter of an hour's way. */
const shiftWith = (from: number, to: number, eastM: number): FixRow[] => [
  ...stayAt(-10, from - 15, 0),
  ...stayAt(from, to, eastM),
  ...stayAt(to + 15, 550, 0),
];
const present = stayAt(-10, 550, 0);

describe('attendance-mismatch: away while clocked in', () => {
  it('takes an hour at meal times of a long shift without a break on record for the meal, if the person comes back', () => {
    const awayMin = (from: number, to: number, breaks: readonly Interval[] = []) => {
      const shifts = [{ id: 's0', ...span(0, 0, 540), breaks, placeId: 'store' }];
      const days = [dayWith(0, shiftWith(from, to, 3000), { shifts })];
      return judge({ days, punches: inOut(0) }).map(({ numbers }) => numbers['awayMin']);
    };
    expect(awayMin(180, 250)).toEqual([]);
    expect(awayMin(180, 320)).toEqual([80]);
    expect(awayMin(300, 400)).toEqual([100]);
    expect(awayMin(440, 540)).toEqual([100]);
    expect(awayMin(180, 250, [span(0, 420, 440)])).toEqual([70]);
  });

  it('supports a long stretch away from the store, with its minutes and place', () => {
    const [finding] = judge({ days: [dayWith(0, shiftWith(300, 400, 3000))], punches: inOut(0) });
    expect(finding).toMatchObject({
      detector: 'attendance-mismatch',
      verdict: 'supported',
      severity: 'medium',
      placeId: 'store',
      days: ['2026-03-02'],
      shiftId: 's0',
      reasons: ['absent'],
      numbers: { awayMin: 100, shiftMin: 540 },
    });
    expect(finding?.sentence.zh).toContain('约 100 分钟不在工作地点');
    expect(finding?.score).toBeGreaterThan(0.6);
    const longer = judge({ days: [dayWith(0, shiftWith(260, 480, 3000))], punches: inOut(0) })[0];
    expect(longer?.severity).toBe('high');
    expect(longer?.score ?? 0).toBeGreaterThan(finding?.score ?? 1);
  });

  it('leaves out an approved side job in its hours, at its place only', () => {
    const shop = buildPlace('shop', 3000, { roles: ['competitor'] });
    const weekday = [1, 2, 3, 4, 5, 6, 7] as const;
    const approved = (from: string, to: string) => ({
      days: [dayWith(0, shiftWith(300, 400, 3000))],
      places: [store, shop],
      punches: inOut(0),
      declarations: [
        {
          id: 'd1',
          status: 'approved' as const,
          placeId: 'shop',
          employer: 'x',
          hours: weekday.map((day) => ({ weekday: day, from, to })),
        },
      ],
    });
    expect(reasons(approved('13:00', '17:00'))).toEqual([]);
    expect(reasons(approved('17:00', '18:00'))).toEqual([['supported', 'absent']]);
    const besides = { ...approved('13:00', '17:00'), days: [dayWith(0, shiftWith(300, 400, 5000))] };
    expect(reasons(besides)).toEqual([['supported', 'absent']]);
  });

  it('doubts the stored position of a store at which the person was never seen, as one wrongly entered', () => {
    const elsewhere = [0, 1, 2].map((n) => dayWith(n, stayAt(-10, 550, 900)));
    const punches = [0, 1, 2].flatMap((n) => inOut(n, { placeId: 'store' }));
    const doubted = reasons({ days: elsewhere, punches });
    expect(doubted.map(([verdict, ...rest]) => [verdict, rest.includes('place_never_seen')])).toEqual(
      Array.from({ length: 3 }, () => ['undecided', true]),
    );
    const once = [dayWith(0, present), ...elsewhere.slice(1)];
    expect(reasons({ days: once, punches }).map(([verdict]) => verdict)).toEqual(['supported', 'supported']);
    const known = {
      ...EMPTY_BASELINE,
      days: 9,
      stops: [{ ...spot(20), weight: 5, recentDays: [], dwellMin: 400 }],
    };
    expect(reasons({ days: elsewhere, punches, baseline: known }).map(([verdict]) => verdict)).toEqual(
      Array.from({ length: 3 }, () => 'supported'),
    );
    expect(reasons({ days: elsewhere.slice(0, 1), punches }).map(([verdict]) => verdict)).toEqual([
      'supported',
    ]);
  });

  it('takes the store of the clock-in where the shift names none, but no other place', () => {
    const day = buildDay(0, shiftWith(300, 400, 3000), buildSchedule(0));
    expect(reasons({ days: [day], punches: inOut(0, { placeId: 'store' }) })).toEqual([
      ['supported', 'absent'],
    ]);
    expect(reasons({ days: [day], punches: inOut(0) })).toEqual([]);
    const shop = buildPlace('shop', 0, { roles: ['customer'] });
    expect(reasons({ days: [day], places: [shop], punches: inOut(0, { placeId: 'shop' }) })).toEqual([]);
  });

  it('takes one clock-in and one clock-out for both halves of a split day', () => {
    const shifts = [
      { id: 'morning', ...span(0, 0, 240), breaks: [], placeId: 'store' },
      { id: 'afternoon', ...span(0, 420, 660), breaks: [], placeId: 'store' },
    ];
    const split = (fixes: readonly FixRow[]) => buildDay(0, fixes, { ...buildSchedule(0), shifts });
    const pair = [punch(0, -3, 'in'), punch(0, 662, 'out')];
    const ofMorning = [...stayAt(-10, 60, 0), ...stayAt(75, 180, 3000), ...stayAt(195, 670, 0)];
    const ofEvening = [...stayAt(-10, 460, 0), ...stayAt(475, 590, 3000), ...stayAt(605, 670, 0)];
    expect(judge({ days: [split(ofMorning)], punches: pair })).toMatchObject([
      { verdict: 'supported', shiftId: 'morning', reasons: ['absent'] },
    ]);
    expect(judge({ days: [split(ofEvening)], punches: pair })).toMatchObject([
      { verdict: 'supported', shiftId: 'afternoon', reasons: ['absent'] },
    ]);
    const forgotten = [punch(0, -3, 'in'), punch(0, 421, 'in'), punch(0, 662, 'out')];
    expect(judge({ days: [split(ofMorning)], punches: forgotten })).toMatchObject([
      { verdict: 'supported', shiftId: 'morning', reasons: ['absent'] },
    ]);
  });

  it('says nothing of a shift in the store, an errand, or an honest early clock-out', () => {
    expect(judge({ days: [dayWith(0, present)], punches: inOut(0) })).toEqual([]);
    expect(judge({ days: [dayWith(0, shiftWith(300, 345, 3000))], punches: inOut(0) })).toEqual([]);
    const left = [...stayAt(-10, 300, 0), ...stayAt(315, 550, 3000)];
    expect(judge({ days: [dayWith(0, left)], punches: [punch(0, -3, 'in'), punch(0, 301, 'out')] })).toEqual(
      [],
    );
  });

  it('does not call the lunch break away', () => {
    expect(judge({ days: [dayWith(0, shiftWith(175, 240, 3000))], punches: inOut(0) })).toEqual([]);
  });

  it('says nothing without a clock-in: a forgotten one claims nothing', () => {
    const days = [dayWith(0, shiftWith(300, 400, 3000))];
    expect(judge({ days, punches: [] })).toEqual([]);
    expect(judge({ days, punches: [punch(0, 542, 'out')] })).toEqual([]);
  });

  it('counts an absence with a return though the clock-out was forgotten', () => {
    const punches = [punch(0, -3, 'in')];
    expect(judge({ days: [dayWith(0, shiftWith(300, 400, 3000))], punches })).toMatchObject([
      { verdict: 'supported', reasons: ['absent'], numbers: { awayMin: 100 } },
    ]);
    expect(judge({ days: [dayWith(0, present)], punches })).toEqual([]);
  });

  it('supports nothing of the time after the person was at the store last when nobody clocked out', () => {
    const punches = [punch(0, -3, 'in')];
    const left = [...stayAt(-10, 300, 0), ...stayAt(315, 550, 3000)];
    expect(judge({ days: [dayWith(0, left)], punches })).toMatchObject([
      { verdict: 'undecided', reasons: ['absent', 'no_clock_out'] },
    ]);
    const both = [...shiftWith(100, 175, 3000).filter(([minute]) => minute < 400), ...stayAt(415, 550, 3000)];
    expect(judge({ days: [dayWith(0, both)], punches })).toMatchObject([
      { verdict: 'supported', reasons: ['absent'], numbers: { awayMin: 75 } },
    ]);
  });

  it('never counts a silence', () => {
    const killed = [
      ...stayAt(-10, 280, 0),
      ...stayAt(295, 300, 3000),
      ...stayAt(400, 405, 3000),
      ...stayAt(420, 550, 0),
    ];
    expect(judge({ days: [dayWith(0, killed)], punches: inOut(0) })).toEqual([]);
    expect(judge({ days: [dayWith(0, [])], punches: inOut(0) })).toEqual([]);
  });

  it('never counts drift of 400 m', () => {
    expect(judge({ days: [dayWith(0, shiftWith(300, 400, 400))], punches: inOut(0) })).toEqual([]);
  });

  it('counts leaving half an hour early only when it leads to the same spot on several days', () => {
    const early = [...stayAt(-10, 490, 0), ...stayAt(505, 550, 3000)];
    const elsewhere = [...stayAt(-10, 490, 0), ...stayAt(505, 550, -4000)];
    const punches = [...inOut(0), ...inOut(1)];
    expect(judge({ days: [dayWith(0, early), dayWith(1, elsewhere)], punches })).toEqual([]);
    expect(reasons({ days: [dayWith(0, early), dayWith(1, early)], punches })).toEqual([
      ['supported', 'left_early_to_spot'],
      ['supported', 'left_early_to_spot'],
    ]);
    const stop = { ...spot(3010), weight: 4, recentDays: [], dwellMin: 60 };
    const baseline = { ...buildRecords({}).baseline, stops: [stop] };
    expect(reasons({ days: [dayWith(0, early)], punches: inOut(0), baseline })).toEqual([
      ['supported', 'left_early_to_spot'],
    ]);
  });

  it('tells what happened in one half of a split shift once', () => {
    const shifts = [
      { id: 'morning', ...span(0, 0, 240), breaks: [], placeId: 'store' },
      { id: 'afternoon', ...span(0, 300, 540), breaks: [], placeId: 'store' },
    ];
    const fixes = [...stayAt(-10, 124, 0), ...stayAt(140, 225, 3000), ...stayAt(238, 550, 0)];
    const punches = [punch(0, 125, 'in'), punch(0, 242, 'out'), punch(0, 298, 'in'), punch(0, 542, 'out')];
    const found = judge({ days: [buildDay(0, fixes, buildSchedule(0, { shifts }))], punches });
    expect(found.map(({ shiftId, reasons: why }) => [shiftId, ...why])).toEqual([['morning', 'absent']]);
  });

  it.each([
    ['regional staff', { person: { ...person, isRegional: true } }],
    ['reps, who are away by trade', { person: { ...person, kind: 'rep' as const } }],
    [
      'a stay at another store of ours',
      { places: [store, buildPlace('other', 3000, { roles: ['own_store'] })] },
    ],
    [
      'a stay in the yard of a warehouse of ours',
      { places: [store, buildPlace('yard', 3140, { roles: ['warehouse'] })] },
    ],
    ['an arrangement', { arrangements: [{ id: 'a', reason: 'support' as const, ...span(0, 280, 420) }] }],
    ['own tasks', { tasks: [{ id: 't', kind: 'drop' as const, ...spot(3000), ...span(0, 290, 405) }] }],
  ])('says nothing of %s', (_, more) => {
    expect(judge({ days: [dayWith(0, shiftWith(300, 400, 3000))], punches: inOut(0), ...more })).toEqual([]);
  });

  it('says nothing of an approved trip, and doubts when a till or code shows the store', () => {
    const fixes = shiftWith(300, 400, 3000);
    expect(judge({ days: [dayWith(0, fixes, { trips: [span(0, 240, 540)] })], punches: inOut(0) })).toEqual(
      [],
    );
    const anchors = [{ kind: 'pos' as const, at: at(0, 350), placeId: 'store', isOk: true }];
    expect(reasons({ days: [dayWith(0, fixes)], punches: inOut(0), anchors })).toEqual([
      ['undecided', 'absent', 'anchor_at_place'],
    ]);
  });

  it('doubts when every shift is off by the same time', () => {
    const shifted = [...stayAt(-10, 75, 3000), ...stayAt(90, 545, 0)];
    const days = [0, 1].map((n) => dayWith(n, shifted));
    const punches = [0, 1].flatMap((n) => [punch(n, -3, 'in'), punch(n, 450, 'out')]);
    expect(reasons({ days, punches }).every(([verdict]) => verdict === 'undecided')).toBe(true);
    const corners = [
      [-40, -40],
      [2000, -40],
      [2000, 40],
      [-40, 40],
    ] as const;
    const hall: Place = {
      ...store,
      center: spot(1500),
      polygon: corners.map(([eastM, northM]) => spot(eastM, northM)),
    };
    const far = days.map((day, n) =>
      dayWith(n, [...stayAt(-10, 75, -3000), ...stayAt(90, 545, 0)], { day: day.day }),
    );
    const inHall = reasons({ days: far, punches, places: [hall] });
    expect(inHall.map(([verdict]) => verdict)).toEqual(['undecided', 'undecided']);
    const honestEnd = [0, 1].flatMap((n) => inOut(n));
    expect(reasons({ days, punches: honestEnd }).every(([verdict]) => verdict === 'supported')).toBe(true);
  });
});

/** A ride at 70 km/h with a fix every `stepMin` minutes; at minute 2 it is `eastM`. */
const rideAt = ([from, to]: readonly [number, number], stepMin: number, eastM: number): FixRow[] => {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute += stepMin)
    rows.push([minute, eastM + (minute - 2) * (70_000 / 60), 0, 15]);
  return rows;
};

describe('attendance-mismatch: a punch the track contradicts', () => {
  const away = stayAt(-10, 550, 5000);
  const rep = { person: { ...person, kind: 'rep' as const } };
  const position = { ...spot(0), accuracyM: 15 };

  it('supports that the punched position was never near, whoever it is', () => {
    const [finding] = judge({
      ...rep,
      days: [buildDay(0, away)],
      punches: [punch(0, 2, 'in', { position })],
    });
    expect(finding).toMatchObject({ verdict: 'supported', reasons: ['punch_elsewhere'] });
    expect(finding?.numbers['nearestM']).toBeGreaterThan(4900);
    expect(finding?.score).toBeGreaterThan(0.9);
  });

  it('is undecided when a trip or the manager sent the person elsewhere', () => {
    const scene = { ...rep, punches: [punch(0, 2, 'in', { position })] };
    const onTrip = buildDay(0, away, buildSchedule(0, { trips: [span(0, -60, 600)] }));
    expect(reasons({ ...scene, days: [onTrip] })).toEqual([
      ['undecided', 'punch_elsewhere', 'permitted_elsewhere'],
    ]);
    const arrangements = [{ id: 'a', reason: 'support' as const, ...span(0, -60, 600) }];
    expect(reasons({ ...scene, days: [buildDay(0, away)], arrangements })[0]?.[0]).toBe('undecided');
  });

  describe('on a day whose fixes are moved in time as a whole', () => {
    const positionAt = (eastM: number) => ({ ...spot(eastM), accuracyM: 10 });
    const both = (n: number) => [
      punch(n, 2, 'in', { position: positionAt(0) }),
      punch(n, 542, 'out', { position: positionAt(8000) }),
    ];
    const plain = [...stayAt(-10, 100, 0), ...stayAt(130, 400, 5000), ...stayAt(430, 550, 8000)];
    const moveBy = (minutes: number) =>
      plain
        .map(([minute, ...where]): FixRow => [minute + minutes, ...where])
        .filter(([minute]) => minute >= -15 && minute <= 555);
    const judgeDay = (fixes: readonly FixRow[], usual: readonly FixRow[] = plain) =>
      reasons({
        ...rep,
        days: [buildDay(0, fixes), buildDay(1, usual), buildDay(2, usual)],
        punches: [0, 1, 2].flatMap(both),
      }).filter(([, reason]) => reason === 'punch_elsewhere');

    it.each([-180, 180])('is undecided: %i minutes', (minutes) => {
      expect(judgeDay(moveBy(minutes))).toEqual([['undecided', 'punch_elsewhere', 'clock_offset']]);
    });

    it('supports a punch elsewhere where the track reaches the other punch, or falls silent elsewhere', () => {
      const late = [...stayAt(-10, 400, 5000), ...stayAt(430, 550, 8000)];
      expect(judgeDay(late)).toEqual([['supported', 'punch_elsewhere']]);
      expect(judgeDay(stayAt(-10, 380, 5000))).toEqual([['supported', 'punch_elsewhere']]);
    });

    it('supports one on a day that falls silent as early as the others', () => {
      const silent = [...stayAt(-10, 100, 0), ...stayAt(130, 300, 8000)];
      const late = [...stayAt(-10, 100, 5000), ...stayAt(130, 300, 8000)];
      expect(judgeDay(late, silent)).toEqual([['supported', 'punch_elsewhere']]);
    });
  });

  it.each([
    ['a clock ten minutes off', [...stayAt(-10, -6, 0), ...stayAt(20, 100, 5000)]],
    ['no fix near in time', [...stayAt(60, 100, 5000)]],
    ['a position beside the place', stayAt(-10, 60, 180)],
    ['a bus at 70 km/h that passed there between two pings', rideAt([-13, 17], 3, -1000)],
  ])('says nothing with %s', (_, fixes) => {
    expect(judge({ ...rep, days: [buildDay(0, fixes)], punches: [punch(0, 2, 'in', { position })] })).toEqual(
      [],
    );
  });

  it('lets people clock in on the way to the store', () => {
    const onTheWay = [...stayAt(-10, 5, 5000), ...stayAt(25, 550, 0)];
    expect(judge({ days: [dayWith(0, onTheWay)], punches: inOut(0) })).toEqual([]);
  });

  it('is severe when a colleague’s device made the punch meanwhile', () => {
    const peers = [{ personId: 'p2', deviceIds: ['d2'], photoHashes: [] }];
    const late = [...stayAt(-10, 140, 5000), ...stayAt(160, 550, 0)];
    const punches = [punch(0, -3, 'in', { deviceId: 'd2', position }), punch(0, 542, 'out')];
    const [finding] = judge({ days: [dayWith(0, late)], punches, peers });
    expect(finding).toMatchObject({ verdict: 'supported', severity: 'high' });
    expect(finding?.reasons[0]).toBe('punched_by_peer');
    expect(finding?.score).toBeGreaterThan(0.97);
  });

  it('leaves a colleague’s device alone when the person was there, and undecided when nobody knows', () => {
    const peers = [{ personId: 'p2', deviceIds: ['d2'], photoHashes: [] }];
    const punches = inOut(0, { deviceId: 'd2' });
    expect(judge({ days: [dayWith(0, present)], punches, peers })).toEqual([]);
    expect(reasons({ days: [dayWith(0, [])], punches, peers })).toEqual([['undecided', 'peer_device']]);
  });

  it('does not take a shared, a long used or a new device for a colleague’s', () => {
    const days = [dayWith(0, [])];
    const shop = ['p2', 'p3'].map((personId) => ({ personId, deviceIds: ['d2'], photoHashes: [] }));
    expect(judge({ days, punches: inOut(0, { deviceId: 'd2' }), peers: shop })).toEqual([]);
    const used = [-3, -2, -1].map((n) => punch(n, 0, 'in', { deviceId: 'd2' }));
    expect(
      judge({ days, punches: [...used, ...inOut(0, { deviceId: 'd2' })], peers: shop.slice(1) }),
    ).toEqual([]);
    expect(judge({ days, punches: inOut(0, { deviceId: 'd9' }), peers: shop })).toEqual([]);
  });
});
