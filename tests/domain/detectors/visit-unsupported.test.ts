import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_BASELINE, type RegularStop } from '../../../server/domain/baseline/baseline.ts';
import type { PeriodEvidence, VisitFact } from '../../../server/domain/detectors/evidence.ts';
import { VisitUnsupportedSettingsSchema } from '../../../server/domain/detectors/settings/visit-unsupported-settings.ts';
import { visitUnsupported } from '../../../server/domain/detectors/visit-unsupported.ts';
import { fromWgs84 } from '../../../server/domain/geo/datum.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { repeat } from '../../support/runs.ts';
import {
  at,
  buildDay,
  buildPlace,
  buildRecords,
  buildSchedule,
  dayAt,
  span,
  spot,
  stayAt,
  type FixRow,
} from './build-records.ts';

const near = buildPlace('near', 0);
const far = buildPlace('far', 2000);
const visit = (n: number, from: number, to: number, customerId = 'far'): VisitFact => ({
  id: `v${n}-${from}`,
  customerId,
  ...span(n, from, to),
});
type Case = Partial<Omit<PeriodEvidence, 'places' | 'placeById'>> & { places?: readonly Place[] };

function judge(evidence: Case, settings: Record<string, unknown> = {}) {
  return visitUnsupported.detect(
    buildRecords({ places: [near, far], ...evidence }),
    VisitUnsupportedSettingsSchema.parse(settings),
  );
}
const verdicts = (evidence: Case) => judge(evidence).map(({ verdict, reasons }) => [verdict, ...reasons]);

/** A stop of the history on some earlier days. */
const stopOf = (eastM: number, days: readonly number[]): RegularStop => ({
  ...spot(eastM),
  weight: days.length,
  firstDay: dayAt(Math.min(...days)),
  recentDays: days.toSorted((a, b) => a - b).map(dayAt),
  dwellMin: 40,
});

describe('visit-unsupported', () => {
  it('supports that nobody was near when the track shows the person elsewhere all the time', () => {
    const [finding] = judge({ days: [buildDay(0, stayAt(0, 180, 0))], visits: [visit(0, 60, 90)] });
    expect(finding).toMatchObject({
      detector: 'visit-unsupported',
      placeId: 'far',
      days: ['2026-03-02'],
      verdict: 'supported',
      severity: 'medium',
      reasons: ['elsewhere'],
      evidence: [{ kind: 'visit', id: 'v0-60' }, { kind: 'fix' }],
    });
    expect(finding?.score).toBeGreaterThan(0.9);
    expect(finding?.numbers['nearestM']).toBeGreaterThan(1900);
    expect(finding?.sentence.zh).toContain('约 30 分钟');
    expect(finding?.sentence.en).toContain('about 30 min');
  });

  it('takes nothing from a position that does not change to the last digit for long, as of a phone that is stuck', () => {
    const frozen = (from: number, to: number): FixRow[] =>
      stayAt(from, to, 0).map(([minute]): FixRow => [minute, 3, 4, 10]);
    const stuck = [...stayAt(0, 40, 0), ...frozen(41, 95), ...stayAt(96, 180, 0)];
    expect(verdicts({ days: [buildDay(0, stuck)], visits: [visit(0, 60, 90)] })).toEqual([
      ['undecided', 'stuck_position'],
    ]);
    const short = [...stayAt(0, 59, 0), ...frozen(60, 80), ...stayAt(81, 180, 0)];
    expect(verdicts({ days: [buildDay(0, short)], visits: [visit(0, 60, 90)] })).toEqual([
      ['supported', 'elsewhere'],
    ]);
    const always = [...frozen(0, 150), [151, 5000, 0, 10] as const, ...frozen(152, 180)];
    expect(verdicts({ days: [buildDay(0, always)], visits: [visit(0, 60, 90)] })).toEqual([
      ['supported', 'elsewhere'],
    ]);
    const earlier = [...frozen(0, 55), ...stayAt(56, 180, 0)];
    expect(verdicts({ days: [buildDay(0, earlier)], visits: [visit(0, 60, 90)] })).toEqual([
      ['supported', 'elsewhere'],
    ]);
  });

  it('is severe when visits of two days or more are made up', () => {
    const days = [0, 1].map((n) => buildDay(n, stayAt(0, 180, 0)));
    const other = buildPlace('other', -3000);
    const visits = [visit(0, 20, 50), visit(0, 70, 100, 'other'), visit(1, 60, 90)];
    expect(judge({ days, visits, places: [near, far, other] }).map(({ severity }) => severity)).toEqual([
      'high',
      'high',
      'high',
    ]);
  });

  it.each([
    ['during the logged time', stayAt(60, 90, 2000)],
    ['just before it', [...stayAt(46, 56, 2000), ...stayAt(62, 120, 0)]],
    ['beside the fence', stayAt(60, 90, 2150)],
    ['for three minutes only', [...stayAt(0, 66, 0), ...stayAt(72, 75, 2000), ...stayAt(82, 180, 0)]],
    ['between two sparse pings', stayAt(0, 180, 2000, 0, 10)],
  ])('says nothing when the person was near %s', (_, fixes) => {
    expect(judge({ days: [buildDay(0, fixes)], visits: [visit(0, 60, 90)] })).toEqual([]);
  });

  it('takes passing by for no visit', () => {
    const ride: FixRow[] = Array.from({ length: 121 }, (_, n) => [40 + n / 2, n * 150 - 7000, 100, 10]);
    const passed = judge({ days: [buildDay(0, ride)], visits: [visit(0, 60, 90)] });
    expect(passed[0]).toMatchObject({ verdict: 'supported' });
    expect(passed[0]?.numbers['nearestM']).toBeLessThan(100);
  });

  it.each([
    ['no fix at all', []],
    ['no fix around the visit', [...stayAt(0, 30, 0), ...stayAt(130, 180, 0)]],
    ['a silence long enough for a visit', [...stayAt(0, 62, 0), ...stayAt(82, 180, 0)]],
  ])('is undecided with %s', (_, fixes) => {
    const [finding] = judge({ days: [buildDay(0, fixes)], visits: [visit(0, 60, 90)] });
    expect(finding).toMatchObject({ verdict: 'undecided', reasons: ['no_coverage'], severity: 'low' });
    expect(finding?.score).toBeLessThan(0.1);
  });

  it('does not take a short silence for a visit when the customer is too far for going there and back', () => {
    const fixes = [...stayAt(0, 62, 0), ...stayAt(72, 180, 0)];
    const remote = buildPlace('far', 9000);
    expect(
      verdicts({ days: [buildDay(0, fixes)], visits: [visit(0, 60, 90)], places: [near, remote] }),
    ).toEqual([['supported', 'elsewhere']]);
  });

  it('is mild when the person was there at another time of the day', () => {
    const fixes = [...stayAt(0, 120, 0), ...stayAt(128, 160, 2000), ...stayAt(168, 180, 0)];
    expect(judge({ days: [buildDay(0, fixes)], visits: [visit(0, 40, 70)] })[0]).toMatchObject({
      verdict: 'supported',
      severity: 'low',
      reasons: ['seen_at_other_time'],
    });
  });

  it('names no length of a visit that was logged as a moment', () => {
    const [finding] = judge({ days: [buildDay(0, stayAt(0, 540, 0))], visits: [visit(0, 100, 100)] });
    expect(finding?.verdict).toBe('supported');
    expect(finding?.sentence.zh).not.toContain('0 分钟');
    expect(finding?.sentence.en).not.toMatch(/\b0 min/);
    const [silent] = judge({ visits: [visit(0, 100, 100)] });
    expect(silent?.sentence.zh).not.toContain('0 分钟');
    expect(silent?.sentence.en).not.toMatch(/\b0 min/);
  });

  it('belongs to the shift it was logged in, of a split day too', () => {
    const shifts = [
      { id: 'morning', ...span(0, 0, 240), breaks: [] },
      { id: 'afternoon', ...span(0, 300, 540), breaks: [] },
    ];
    const days = [buildDay(0, stayAt(0, 540, 0), buildSchedule(0, { shifts }))];
    const told = judge({ days, visits: [visit(0, 100, 140), visit(0, 400, 440)] });
    expect(told.map(({ shiftId }) => shiftId)).toEqual(['morning', 'afternoon']);
  });

  it('judges only visits that begin in the judged time, at customers with a position', () => {
    const visits = [visit(-3, 60, 90), visit(0, 60, 90, 'nowhere')];
    expect(judge({ days: [buildDay(0, stayAt(0, 180, 0))], visits })).toEqual([]);
  });

  it('sees a person inside a large polygon far from its centre', () => {
    const polygon = [
      [0, -100],
      [4000, -100],
      [4000, 100],
      [0, 100],
    ].map(([x, y]) => spot(x ?? 0, y));
    const market = buildPlace('far', 2000, { polygon });
    const days = [buildDay(0, stayAt(0, 180, 300))];
    expect(judge({ days, visits: [visit(0, 60, 90)], places: [market] })).toEqual([]);
    const outside = [buildDay(0, stayAt(0, 180, 2000, 700))];
    expect(verdicts({ days: outside, visits: [visit(0, 60, 90)], places: [market] })).toEqual([
      ['supported', 'elsewhere'],
    ]);
  });
});

describe('visit-unsupported leaves open', () => {
  const days = [0, 1].map((n) => buildDay(n, stayAt(0, 180, 0)));

  it('a customer that one other person misses too', () => {
    const visits = [visit(0, 60, 90)];
    const doubt = (placeId: string) => new Map([[placeId, { people: 1, misses: 9 }]]);
    expect(verdicts({ days, visits, placeDoubt: doubt('far') })).toEqual([['undecided', 'place_doubt']]);
    expect(verdicts({ days, visits, placeDoubt: doubt('another') })).toEqual([['supported', 'elsewhere']]);
  });

  it('a customer who is always visited at one other spot', () => {
    const visits = [visit(0, 60, 90), visit(1, 100, 130)];
    expect(verdicts({ days, visits, places: [far] })).toEqual([
      ['undecided', 'same_other_spot'],
      ['undecided', 'same_other_spot'],
    ]);
  });

  it('but not when the spot serves for another customer too, or the position is known to be right', () => {
    const other = buildPlace('other', -3000);
    const visits = [visit(0, 60, 90), visit(1, 60, 90), visit(1, 100, 130, 'other')];
    expect(verdicts({ days, visits, places: [far, other] }).map(([verdict]) => verdict)).toEqual([
      'supported',
      'supported',
      'supported',
    ]);
    const stop = { ...spot(2030), weight: 5, firstDay: '2026-01-05', recentDays: [], dwellMin: 20 };
    const baseline = { ...EMPTY_BASELINE, days: 20, stops: [stop] };
    expect(verdicts({ days, visits: visits.slice(0, 2), places: [far], baseline }).map(([v]) => v)).toEqual([
      'supported',
      'supported',
    ]);
  });

  it('a stay at an unknown spot near by that begins and ends with the visit', () => {
    const fixes = [...stayAt(0, 50, -2000), ...stayAt(58, 92, 800), ...stayAt(101, 180, -2000)];
    const scene = { days: [buildDay(0, fixes)], visits: [visit(0, 60, 90)] };
    expect(verdicts({ ...scene, places: [far] })).toEqual([['undecided', 'stay_fits_visit']]);
    const shop = buildPlace('shop', 800, { roles: ['own_store'] });
    expect(verdicts({ ...scene, places: [far, shop] })).toEqual([['supported', 'elsewhere']]);
  });

  it('such a stay that fixes near the customer cut in two, or that those contradict', () => {
    const kept = ([minute]: FixRow) => minute < 68 || minute > 72;
    const stay = stayAt(0, 50, -2000).concat(stayAt(58, 92, 0).filter(kept), stayAt(101, 180, -2000));
    const verdictWith = (...more: FixRow[]) => {
      const fixes = [...stay, ...more].toSorted(([a], [b]) => a - b);
      return verdicts({ days: [buildDay(0, fixes)], visits: [visit(0, 60, 90)], places: [far] });
    };
    expect(verdictWith()).toEqual([['undecided', 'stay_fits_visit']]);
    expect(verdictWith([70, 2000, 0, 10])[0]?.[0]).not.toBe('supported');
    expect(verdictWith([65.5, 2000, 0, 10], [66.5, 2000, 0, 10])[0]?.[0]).not.toBe('supported');
  });

  it('such a stay, when the person only passed the stored position at other visits or stayed at a place beside it', () => {
    const beside = buildPlace('beside', 2130);
    const first = [
      ...stayAt(0, 52, 0),
      ...stayAt(58, 92, 400),
      ...stayAt(100, 125, -2000),
      ...stayAt(140, 180, 2130),
    ];
    const next = [...stayAt(0, 45, 0), ...stayAt(60, 90, 0), [100, 2010, 0, 10], [101, 2020, 0, 10]] as const;
    const visits = [visit(0, 60, 90), visit(1, 110, 140)];
    const baseline = {
      ...EMPTY_BASELINE,
      days: 20,
      lastDay: dayAt(-1),
      stops: [stopOf(2130, [-3, -5, -6, -9])],
    };
    const [ofFirst] = judge({
      days: [buildDay(0, first), buildDay(1, next)],
      visits,
      baseline,
      places: [near, far, beside],
    });
    expect(ofFirst).toMatchObject({ verdict: 'undecided', reasons: ['stay_fits_visit'] });
  });

  it('a stay at the spot where the person was on the days this customer was logged before, and hardly else', () => {
    const fixes = [...stayAt(0, 35, 0), ...stayAt(50, 150, 5000)];
    const known = { ...EMPTY_BASELINE, days: 20, lastDay: dayAt(-1) };
    const before = [visit(-8, 60, 90), visit(-6, 60, 90), visit(-3, 60, 90)];
    const judgeWith = (stops: readonly RegularStop[]) =>
      verdicts({
        days: [buildDay(0, fixes)],
        visits: [...before, visit(0, 70, 100)],
        baseline: { ...known, stops },
      });
    expect(judgeWith([stopOf(5000, [-8, -6, -3])])).toEqual([['undecided', 'habit_elsewhere']]);
    expect(judgeWith([stopOf(5000, [-12, -10, -9, -8, -7, -6, -5, -4, -3, -2])])).toEqual([
      ['supported', 'elsewhere'],
    ]);
    expect(judgeWith([stopOf(5000, [-9, -7, -4])])).toEqual([['supported', 'elsewhere']]);
  });

  it('such a spot when another customer lies on the same street, or the wrong pin lies at another stop of those days', () => {
    const known = { ...EMPTY_BASELINE, days: 20, lastDay: dayAt(-1) };
    const judgeWith = (stops: readonly RegularStop[], besideM: number) =>
      verdicts({
        days: [buildDay(0, [...stayAt(0, 35, 0), ...stayAt(50, 150, 5000)])],
        visits: [visit(-8, 60, 90), visit(-6, 60, 90), visit(-3, 60, 90), visit(0, 70, 100)],
        baseline: { ...known, stops },
        places: [near, far, buildPlace('beside', 5000 + 50 + besideM)],
      });
    const real = stopOf(5000, [-8, -6, -3]);
    expect(judgeWith([real], 90)).toEqual([['undecided', 'habit_elsewhere']]);
    expect(judgeWith([real], 20)).toEqual([['supported', 'elsewhere']]);
    expect(judgeWith([real, stopOf(2000, [-8, -6, -3])], 90)).toEqual([['undecided', 'habit_elsewhere']]);
    const now = stopOf(5000, [-8, -7, -6, -5]);
    expect(judgeWith([now, stopOf(2000, [-8, -6, -3])], 90)).toEqual([['supported', 'elsewhere']]);
  });

  it('a visit too short for a stay at such a spot', () => {
    const judgeAt = (eastM: number) =>
      verdicts({
        days: [
          buildDay(0, [
            ...stayAt(0, 35, eastM + 4000),
            ...stayAt(45, 54, eastM),
            ...stayAt(64, 150, eastM + 4000),
          ]),
        ],
        visits: [visit(-8, 60, 90), visit(-6, 60, 90), visit(-3, 60, 90), visit(0, 47, 52)],
        baseline: {
          ...EMPTY_BASELINE,
          days: 20,
          lastDay: dayAt(-1),
          stops: [stopOf(5000, [-8, -6, -3])],
        },
      });
    expect(judgeAt(5000)).toEqual([['undecided', 'habit_elsewhere']]);
    expect(judgeAt(-5000)).toEqual([['supported', 'elsewhere']]);
  });

  it('a customer stored in another datum', () => {
    const shifted = fromWgs84(spot(0), 'gcj02');
    const away = localPlane(spot(0));
    const place = buildPlace('far', 0, { center: { lng: shifted.lng, lat: shifted.lat } });
    expect(Math.hypot(away.xOf(shifted.lng), away.yOf(shifted.lat))).toBeGreaterThan(300);
    expect(verdicts({ days, visits: [visit(0, 60, 80)], places: [place] })).toEqual([
      ['undecided', 'datum_doubt'],
    ]);
  });

  it('a customer stored in BD-09 and read as another datum', () => {
    const baidu = fromWgs84(spot(0), 'bd09');
    expect(
      verdicts({ days, visits: [visit(0, 60, 80)], places: [buildPlace('far', 0, { center: baidu })] }),
    ).toEqual([['undecided', 'datum_doubt']]);
  });

  it('a visit too short for a stay, when the others of the period were all logged late by the same', () => {
    const fixes = [
      ...stayAt(0, 20, 0),
      ...stayAt(28, 60, -2000),
      ...stayAt(70, 75, 2000),
      ...stayAt(84, 120, -4000),
      ...stayAt(128, 178, -6000),
    ];
    const places = [near, far, ...[-2000, -4000, -6000].map((eastM) => buildPlace(`at${eastM}`, eastM))];
    const visits = [
      visit(0, 30, 50, 'near'),
      visit(0, 58, 90, 'at-2000'),
      visit(0, 100, 105),
      visit(0, 114, 150, 'at-4000'),
      visit(0, 158, 200, 'at-6000'),
    ];
    const judged = judge({ days: [buildDay(0, fixes)], places, visits });
    expect(judged.find(({ placeId }) => placeId === 'far')?.reasons).toEqual(['clock_offset']);
    const inTime = visits.map((one) =>
      one.customerId === 'far' ? one : { ...one, ...span(0, (+one.startAt - +at(0, 0)) / 60_000 - 30, 178) },
    );
    const honest = judge({ days: [buildDay(0, fixes)], places, visits: inTime });
    expect(honest.find(({ placeId }) => placeId === 'far')?.verdict).toBe('supported');
  });

  it('visits all logged with the same wrong clock', () => {
    const fixes = [
      ...stayAt(0, 20, 2000),
      ...stayAt(28, 48, 0),
      ...stayAt(56, 76, -2000),
      ...stayAt(90, 180, -5000),
    ];
    const west = buildPlace('west', -2000);
    const visits = [visit(0, 80, 100), visit(0, 108, 128, 'near'), visit(0, 136, 156, 'west')];
    const scene = { days: [buildDay(0, fixes)], places: [near, far, west] };
    expect(new Set(verdicts({ ...scene, visits }).map((v) => v.join()))).toEqual(
      new Set(['undecided,clock_offset']),
    );
    const uneven = [visit(0, 80, 100), visit(0, 140, 160, 'near'), visit(0, 136, 156, 'west')];
    expect(new Set(verdicts({ ...scene, visits: uneven }).map(([v]) => v))).toEqual(new Set(['supported']));
  });

  it('a single visit on a day whose fixes are moved in time as a whole', () => {
    // True times: at 2000 m until 300, then at 6000 m; the phone's clock is 120 minutes behind.
    const moved = [...stayAt(-10, 180, 2000), ...stayAt(190, 430, 6000)];
    const plain = stayAt(-10, 550, 6000);
    const out = (n: number) => ({
      id: `o${n}`,
      kind: 'out' as const,
      at: at(n, 542),
      position: { ...spot(6000), accuracyM: 10 },
    });
    const scene = { punches: [0, 1, 2].map(out), visits: [visit(0, 250, 290)] };
    const others = [buildDay(1, plain), buildDay(2, plain)];
    const late = { ...scene, days: [buildDay(0, moved), ...others] };
    expect(verdicts(late)).toEqual([['undecided', 'clock_offset']]);
    expect(verdicts({ ...late, visits: [visit(0, 350, 390)] })[0]?.[0]).toBe('supported');
    const whole = [buildDay(0, [...moved, ...stayAt(431, 550, 6000)]), ...others];
    expect(verdicts({ ...scene, days: whole })[0]?.[0]).toBe('supported');
  });

  it('what a punch near the customer, an unplaced sign-off or a trip speaks against', () => {
    const visits = [visit(0, 60, 90)];
    const punch = {
      id: 'x',
      kind: 'visit' as const,
      at: at(0, 62),
      position: { ...spot(2010), accuracyM: 10 },
    };
    expect(verdicts({ days, visits, punches: [punch] })).toEqual([['undecided', 'conflicting_positions']]);
    const signed = { kind: 'signoff' as const, at: at(0, 80), isOk: true };
    expect(verdicts({ days, visits, anchors: [signed] })).toEqual([['undecided', 'unplaced_anchor']]);
    const onTrip = buildDay(0, stayAt(0, 180, 0), buildSchedule(0, { trips: [span(0, 0, 540)] }));
    expect(verdicts({ days: [onTrip], visits })).toEqual([['undecided', 'on_trip']]);
  });
});

describe('visit-unsupported is cleared', () => {
  const scene = { days: [buildDay(0, stayAt(0, 180, 0))], visits: [visit(0, 60, 90)] };

  it('by a code, scan or sign-off at the customer', () => {
    const anchor = { kind: 'qr' as const, at: at(0, 70), placeId: 'far', isOk: true };
    expect(judge({ ...scene, anchors: [anchor] })).toEqual([]);
    expect(verdicts({ ...scene, anchors: [{ ...anchor, isOk: false }] })).toEqual([
      ['supported', 'elsewhere'],
    ]);
  });

  it("by the manager's arrangement, but not by one for another place", () => {
    const arranged = { id: 'a', reason: 'customer_change' as const, ...span(0, 0, 180) };
    expect(verdicts({ ...scene, arrangements: [arranged] })).toEqual([
      ['contradicted', 'permitted_arrangement'],
    ]);
    expect(verdicts({ ...scene, arrangements: [{ ...arranged, placeId: 'near' }] })).toEqual([
      ['supported', 'elsewhere'],
    ]);
  });
});

describe('exoneration: judging again with more data', () => {
  it('never makes supported what was not, when the new fixes are near the customer', () => {
    let supported = 0;
    let undecided = 0;
    const scene = fc.record({
      stepMin: fc.integer({ min: 1, max: 5 }),
      lost: fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 20 }),
      fromMin: fc.constantFrom(0, 57),
      toMin: fc.constantFrom(93, 150),
      isKnownSpot: fc.boolean(),
      eastM: fc.integer({ min: 400, max: 4000 }),
    });
    const late = fc.uniqueArray(fc.integer({ min: 30, max: 120 }), { maxLength: 8 });
    fc.assert(
      fc.property(scene, late, ({ stepMin, lost, fromMin, toMin, isKnownSpot, eastM }, added) => {
        const place = buildPlace('far', eastM);
        const rows: FixRow[] = [];
        for (let minute = 0; minute <= 150; minute += stepMin)
          if (!lost.includes(minute))
            rows.push([minute, minute < fromMin || minute > toMin ? -2000 : 0, 0, 10]);
        const verdictOf = (fixes: readonly FixRow[]) =>
          judge({
            days: [buildDay(0, fixes)],
            visits: [visit(0, 60, 90)],
            places: isKnownSpot ? [near, place] : [place],
          })[0]?.verdict;
        const before = verdictOf(rows);
        supported += Number(before === 'supported');
        undecided += Number(before === 'undecided');
        const more = added.map((minute): FixRow => [minute + 0.5, eastM, 3, 8]);
        const after = verdictOf([...rows, ...more].toSorted(([a], [b]) => a - b));
        expect(after === 'supported' && before !== 'supported').toBe(false);
      }),
      repeat(200),
    );
    expect(Math.min(supported, undecided)).toBeGreaterThan(5);
  });
});
