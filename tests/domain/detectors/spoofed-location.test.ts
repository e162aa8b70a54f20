import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../server/demo/random.ts';
import { sketchDay } from '../../../server/domain/baseline/day-sketch.ts';
import { EMPTY_BASELINE } from '../../../server/domain/baseline/baseline.ts';
import { learnDay } from '../../../server/domain/baseline/learn-day.ts';
import { spoofedLocation } from '../../../server/domain/detectors/spoofed-location.ts';
import { SpoofedLocationSettingsSchema } from '../../../server/domain/detectors/settings/spoofed-location-settings.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { FixRow } from './build-evidence.ts';
import { at, buildPeriod, peerOf, spot, type PeriodRow } from './build-period.ts';

const settings = SpoofedLocationSettingsSchema.parse({});

function judge(row: PeriodRow, change: Partial<ReturnType<typeof buildPeriod>> = {}) {
  return spoofedLocation
    .detect({ ...buildPeriod(row), ...change }, settings)
    .map(({ verdict, severity, reasons, score }) => ({ verdict, severity, reasons, score }));
}

/** Real error: it wanders slowly, and now and then leaps. */
function realStay([from, to]: readonly [number, number], eastM: number, stepMin = 1): FixRow[] {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute += stepMin)
    rows.push([
      minute,
      eastM + 22 * Math.sin(minute / 9) + (minute % 17 === 0 ? 30 : 0),
      18 * Math.cos(minute / 7),
      12 + (minute % 5),
    ]);
  return rows;
}
function stillStay([from, to]: readonly [number, number], eastM: number, noiseM: number): FixRow[] {
  return realStay([from, to], 0, 0.5).map(([minute], n) => [
    minute,
    eastM + noiseM * Math.sin(n * 12.9898),
    noiseM * Math.cos(n * 78.233),
    8,
  ]);
}
/** A ride at some 36 km/h that wiggles. */
function ride([from, to]: readonly [number, number], fromM: number): FixRow[] {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute += 0.5)
    rows.push([minute, fromM + (minute - from) * 600, 40 * Math.sin(minute * 3.7), 10]);
  return rows;
}
const ordinary = [...realStay([0, 120], 0), ...ride([121, 131], 0), ...realStay([132, 300], 6000)];

describe('spoofed-location', () => {
  it('says nothing of an ordinary day', () => {
    expect(judge({ fixes: [ordinary] })).toEqual([]);
  });

  it('supports a jump out and back that nobody travels, and leaves one alone undecided', () => {
    const away = [...realStay([0, 60], 0), ...realStay([60.5, 120], 5000), ...realStay([120.5, 200], 0)];
    expect(judge({ fixes: [away] })).toMatchObject([
      { verdict: 'supported', reasons: ['impossible_jump'], severity: 'medium' },
    ]);
    const once = [...realStay([0, 60], 0), ...realStay([60.5, 120], 5000)];
    expect(judge({ fixes: [once] })).toMatchObject([
      { verdict: 'undecided', reasons: ['impossible_jump', 'weak_alone'] },
    ]);
  });

  it('does not hold two phones of one person for a jump out and back', () => {
    const away = [...realStay([0, 60], 0), ...realStay([60.5, 120], 5000), ...realStay([120.5, 200], 0)];
    expect(judge({ fixes: [away] }, { deviceIds: ['a', 'b'] })).toMatchObject([{ verdict: 'undecided' }]);
  });

  it('finds a frozen position with or without jitter, but alone it decides nothing', () => {
    for (const noiseM of [0, 1.5, 5])
      expect(judge({ fixes: [[...stillStay([0, 200], 0, noiseM)]] }), `${noiseM} m`).toMatchObject([
        { verdict: 'undecided', reasons: ['unnatural_stillness', 'weak_alone'] },
      ]);
  });

  it('finds noise that is drawn anew at every fix within a longer stay, but alone it decides nothing', () => {
    const random = createRandom(3);
    const drawn = Array.from({ length: 240 }, (_, n): FixRow => [
      50 + n / 2,
      random.normal(4),
      random.normal(4),
      8 + (n % 3),
    ]);
    const [finding] = judge({ fixes: [[...realStay([0, 49], 0), ...drawn]] });
    expect(finding?.reasons).toEqual(['error_drawn_anew', 'weak_alone']);
    expect(finding?.score).toBeGreaterThan(0.4);
  });

  it('finds a position that stops changing within a longer stay', () => {
    const frozen = Array.from({ length: 300 }, (_, n): FixRow => [25 + n / 2, 5, 5, 8]);
    const [finding] = judge({ fixes: [[...realStay([0, 24], 0), ...frozen]] });
    expect(finding?.reasons).toEqual(['unnatural_stillness', 'weak_alone']);
  });

  it('finds a position that does not change between seldom fixes, and minds neither a short one nor an unsteady one', () => {
    const still = (to: number, eastM: (n: number) => number) =>
      Array.from({ length: to / 3 }, (_, n): FixRow => [60 + n * 3, eastM(n), 5, 20]);
    const before = realStay([0, 57], 0, 3);
    expect(judge({ fixes: [[...before, ...still(120, () => 5)]] })).toMatchObject([
      { verdict: 'undecided', reasons: ['unnatural_stillness', 'weak_alone'] },
    ]);
    expect(judge({ fixes: [[...before, ...still(60, () => 5)]] })).toEqual([]);
    expect(judge({ fixes: [[...before, ...still(120, (n) => 40 * Math.sin(n))]] })).toEqual([]);
  });

  it('finds ways that a program draws, and does not mind a ride in traffic or a fast road', () => {
    const drive = (from: number, fromM: number, eastOf: (minute: number) => number): FixRow[] =>
      Array.from({ length: 9 }, (_, n): FixRow => [from + n, fromM + eastOf(n), 3 * Math.sin(n * 5), 10]);
    const round = (eastOf: (minute: number) => number) => [
      ...realStay([0, 40], 0),
      ...drive(41, 0, eastOf),
      ...realStay([50, 90], 4000),
      ...drive(91, 4000, (minute) => -eastOf(minute)),
      ...realStay([100, 140], 0),
    ];
    const [finding] = judge({ fixes: [round((minute) => minute * 500)] });
    expect(finding).toMatchObject({ verdict: 'undecided', reasons: ['way_drawn', 'weak_alone'], score: 0.4 });
    expect(judge({ fixes: [round((minute) => minute * 500 + 120 * Math.sin(minute))] })).toEqual([]);
    expect(judge({ fixes: [round((minute) => minute * 500 + 15 * minute * (minute - 8))] })).toEqual([]);
  });

  it('adds weak signs up: a frozen position, a used photo and a warning of the platform', () => {
    const punches = [
      { id: 'p0', kind: 'in' as const, at: at(-1440), photoHash: 'h' },
      { id: 'p1', kind: 'in' as const, at: at(1), photoHash: 'h', riskFlag: 1 },
    ];
    const [finding] = judge({ fixes: [stillStay([0, 200], 0, 1.5)] }, { punches });
    expect(finding).toMatchObject({
      verdict: 'supported',
      reasons: ['unnatural_stillness', 'photo_reused', 'platform_risk'],
    });
    expect(judge({ fixes: [ordinary] }, { punches })).toMatchObject([{ verdict: 'undecided' }]);
  });

  it("takes a colleague's device, a used photo and a warning of the platform together for enough", () => {
    const punch = { id: 'p1', kind: 'in' as const, at: at(0), deviceId: 'd9', photoHash: 'h9', riskFlag: 1 };
    const peers = [{ personId: 'p2', deviceIds: ['d9'], photoHashes: ['h9'] }];
    expect(judge({ fixes: [ordinary] }, { punches: [punch], peers })).toMatchObject([
      { verdict: 'supported', reasons: ['photo_reused', 'colleague_device', 'platform_risk'] },
    ]);
    expect(judge({ fixes: [ordinary] }, { punches: [{ ...punch, riskFlag: 0 }], peers })).toMatchObject([
      { verdict: 'undecided' },
    ]);
  });

  it("supports a colleague's device with the colleague's pictures on two days, but neither one picture nor one of the team", () => {
    const verdicts = (hashes: readonly string[], team = false) => {
      const punches = hashes.map((photoHash, n) => ({
        id: `p${n}`,
        kind: 'in' as const,
        at: at(0, n),
        deviceId: 'd9',
        photoHash,
      }));
      const peers = ['p2', ...(team ? ['p3'] : [])].map((personId) => ({
        personId,
        deviceIds: personId === 'p2' ? ['d9'] : [],
        photoHashes: ['a', 'b'],
      }));
      return judge({ fixes: hashes.map((_, n) => realStay([0, 300 - 10 * n], 0)) }, { punches, peers }).map(
        ({ verdict }) => verdict,
      );
    };
    expect(verdicts(['a', 'b'])).toEqual(['undecided', 'supported']);
    expect(verdicts(['a', 'a'])).toEqual(['undecided', 'undecided']);
    expect(verdicts(['a', 'new'])).toEqual(['undecided', 'undecided']);
    expect(verdicts(['a', 'b'], true)).toEqual(['undecided', 'undecided']);
  });

  describe('with two clear signs of the track on two days', () => {
    const made = [
      ...stillStay([0, 150], 0, 0),
      ...Array.from({ length: 9 }, (_, n): FixRow => [151 + n, n * 500, 0, 8]),
      ...stillStay([160, 300], 4000, 0),
      ...Array.from({ length: 9 }, (_, n): FixRow => [301 + n, 4000 - n * 500, 0, 8]),
      ...stillStay([310, 400], 0, 0),
    ];
    const again = made.map(([m, e, n, a]): FixRow => [m * 0.9 + 20, e, n, a]);
    const verdicts = (
      days: number,
      change: Partial<ReturnType<typeof buildPeriod>> = {},
      fixes: readonly (readonly FixRow[])[] = [made, again],
    ) => judge({ fixes }, { baseline: { ...EMPTY_BASELINE, days }, ...change }).map(({ verdict }) => verdict);
    /** Punches in the morning and at night of some days. */
    const punched = (deviceId: string, days: readonly number[]) =>
      days.flatMap((n) =>
        (['in', 'out'] as const).map((kind, k) => ({
          id: `${deviceId} ${n} ${kind}`,
          kind,
          at: at(540 * k, n),
          deviceId,
        })),
      );
    const OPEN = ['undecided', 'undecided'];
    const SUPPORTED = ['undecided', 'supported'];
    const WEEK = [-7, -6, -5, -4, -3];

    it('supports the second, unless the person is new', () => {
      expect(verdicts(20)).toEqual(SUPPORTED);
      expect(verdicts(20, {}, [made, ordinary])).toEqual(['undecided']);
      expect(verdicts(2)).toEqual(OPEN);
    });

    it('supports nothing while the phone is new, however long the person is known', () => {
      const old = punched('d1', [...WEEK, -2, -1]);
      const fresh = punched('d2', [0, 1]);
      expect(verdicts(40, { deviceIds: ['d2'], punches: [...old, ...fresh] })).toEqual(OPEN);
      expect(verdicts(40, { deviceIds: ['d2'], punches: fresh })).toEqual(OPEN);
      expect(verdicts(40, { deviceIds: ['d2'], punches: old })).toEqual(OPEN);
      expect(verdicts(40, { deviceIds: ['d1', 'd2'], punches: [...old, ...fresh] })).toEqual(OPEN);
      expect(verdicts(40, { punches: [...old, ...fresh] })).toEqual(OPEN);
    });

    it('supports the second of a phone with punches on five days before, not on four or only since', () => {
      const known = punched('d1', WEEK);
      expect(verdicts(40, { deviceIds: ['d1'], punches: known })).toEqual(SUPPORTED);
      expect(verdicts(40, { punches: [...known, ...punched('d1', [0, 1])] })).toEqual(SUPPORTED);
      expect(verdicts(40, { deviceIds: ['d1'], punches: punched('d1', WEEK.slice(1)) })).toEqual(OPEN);
      const fortnight = [...Array.from({ length: 8 }, () => ordinary), made, again];
      const since = punched('d1', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(verdicts(40, { deviceIds: ['d1'], punches: since }, fortnight).slice(-2)).toEqual(OPEN);
      expect(verdicts(2, { deviceIds: ['d1'], punches: known })).toEqual(OPEN);
    });

    it('goes by the days of the person where no punch names a device', () => {
      const bare = punched('', WEEK).map(({ deviceId: _deviceId, ...punch }) => punch);
      expect(verdicts(20, { deviceIds: ['d1'], punches: bare })).toEqual(SUPPORTED);
    });
  });

  it('supports one photo on three days, but not of a phone that sends no other, nor one that the team sends', () => {
    const photos = ['a', 'b', 'h', 'c', 'h', 'h'];
    const sent = (hashes: readonly string[]) =>
      hashes.map((photoHash, n) => ({
        id: `p${n}`,
        kind: 'in' as const,
        at: at(0, n - hashes.length + 1),
        photoHash,
      }));
    const team = ['p2', 'p3'].map((personId) => ({ personId, deviceIds: [], photoHashes: ['h'] }));
    const verdict = (hashes: readonly string[], peers: typeof team = []) =>
      judge({ fixes: [ordinary] }, { punches: sent(hashes), peers }).map((finding) => finding.verdict);
    expect(verdict(photos)).toEqual(['supported']);
    expect(verdict(photos.slice(0, 5))).toEqual(['undecided']);
    expect(verdict(['h', 'h', 'h', 'h'])).toEqual(['undecided']);
    expect(verdict(photos, team)).toEqual(['undecided']);
  });

  it('does not mind a photo sent twice, nor a shared phone alone', () => {
    const twice = ['p1', 'p2'].map((id, n) => ({ id, kind: 'in' as const, at: at(n * 3), photoHash: 'h' }));
    expect(judge({ fixes: [ordinary] }, { punches: twice })).toEqual([]);
    const shared = [{ id: 'p1', kind: 'in' as const, at: at(0), deviceId: 'd2' }];
    const peers = [{ personId: 'p2', deviceIds: ['d2'], photoHashes: [] }];
    expect(judge({ fixes: [ordinary] }, { punches: shared, peers })).toMatchObject([
      { verdict: 'undecided', reasons: ['colleague_device', 'weak_alone'] },
    ]);
    expect(judge({ fixes: [ordinary] }, { punches: shared, peers, deviceIds: ['d2'] })).toEqual([]);
    const before = [-3, -2, -1].map((n) => ({
      id: `b${n}`,
      kind: 'in' as const,
      at: at(0, n),
      deviceId: 'd2',
    }));
    expect(judge({ fixes: [ordinary] }, { punches: [...before, ...shared], peers })).toEqual([]);
    const ofTheShop = ['p2', 'p3'].map((personId) => ({ personId, deviceIds: ['d2'], photoHashes: [] }));
    expect(judge({ fixes: [ordinary] }, { punches: shared, peers: ofTheShop })).toEqual([]);
  });

  it('takes the signs of the track away when a store code agrees with the position', () => {
    const store = { id: 'own', roles: ['own_store' as const], eastM: 0, northM: 0, radiusM: 50 };
    const anchors = [{ kind: 'qr' as const, at: at(100), placeId: 'own', isOk: true }];
    expect(judge({ fixes: [stillStay([0, 200], 0, 0)], places: [store] }, { anchors })).toMatchObject([
      { verdict: 'contradicted', score: 0 },
    ]);
    const corners = [
      [-40, -40],
      [1200, -40],
      [1200, 40],
      [-40, 40],
    ] as const;
    const mall = {
      id: 'own',
      name: 'own',
      roles: ['own_store' as const],
      center: spot(900),
      radiusM: 50,
      polygon: corners.map(([eastM, northM]) => spot(eastM, northM)),
    };
    const known = { places: createPlaceIndex([mall]), placeById: new Map([['own', mall]]), anchors };
    expect(judge({ fixes: [stillStay([0, 200], 0, 0)] }, known)).toMatchObject([{ verdict: 'contradicted' }]);
  });

  it('takes no sign of another hour away when a store code agrees', () => {
    const store = { id: 'own', roles: ['own_store' as const], eastM: 0, northM: 0, radiusM: 50 };
    const away = [...realStay([0, 60], 0), ...realStay([60.5, 120], 5000), ...realStay([120.5, 400], 0)];
    const verdictAt = (minute: number) =>
      judge(
        { fixes: [away], places: [store] },
        { anchors: [{ kind: 'pos', at: at(minute), placeId: 'own', isOk: true }] },
      ).map(({ verdict }) => verdict);
    expect(verdictAt(300)).toEqual(['supported']);
    expect(verdictAt(125)).toEqual(['contradicted']);
    for (const within of [65, 90]) expect(verdictAt(within)).toEqual(['contradicted']);
    const customer = { ...store, id: 'c1', roles: ['customer' as const], eastM: 5000 };
    const claimed = { fixes: [away], places: [store, customer] };
    const during = [{ kind: 'pos' as const, at: at(90), placeId: 'own', isOk: true }];
    expect(judge(claimed, { anchors: during })).toMatchObject([{ verdict: 'supported' }]);
    const again = [...realStay([400.5, 440], 5000), ...realStay([440.5, 480], 0)];
    const twice = { fixes: [[...away, ...again]], places: [store] };
    const between = [{ kind: 'pos' as const, at: at(300), placeId: 'own', isOk: true }];
    expect(judge(twice, { anchors: between })).toMatchObject([{ verdict: 'supported' }]);
  });
});

describe('an arrival without slowing down', () => {
  /** Minutes apart, as a page that is seldom open reports: any speed between two fixes may have been travelled. */
  const away = [...realStay([0, 60], 0, 3), ...realStay([63, 120], 4000, 3), ...realStay([123, 200], 0, 3)];
  const learned = (haste: readonly number[]) => {
    const [day] = buildPeriod({ fixes: [ordinary] }).days;
    const recent = day ? haste.map((one) => ({ ...sketchDay(day, []), haste: one })) : [];
    return { ...EMPTY_BASELINE, days: haste.length, recent };
  };

  it('is a hint that decides nothing, and says more the faster it was', () => {
    const [hint] = judge({ fixes: [away] });
    expect(hint).toMatchObject({ verdict: 'undecided', reasons: ['sudden_arrival', 'weak_alone'] });
    const faster = [...realStay([0, 60], 0, 3), ...realStay([63, 120], 8000, 3)];
    expect(judge({ fixes: [faster] })[0]?.score).toBeGreaterThan(hint?.score ?? 1);
  });

  it('is nothing where the way was driven, the silence was long, or the stop short', () => {
    const driven: FixRow[] = [
      ...realStay([0, 60], 0, 3),
      [63, 1400, 0, 10],
      [66, 2900, 0, 10],
      ...realStay([69, 120], 4000, 3),
    ];
    expect(judge({ fixes: [driven] })).toEqual([]);
    expect(judge({ fixes: [[...realStay([0, 60], 0, 3), ...realStay([80, 140], 4000, 3)]] })).toEqual([]);
    expect(judge({ fixes: [[...realStay([0, 60], 0, 3), ...realStay([63, 70], 4000, 3)]] })).toEqual([]);
  });

  it('is nothing of somebody who often arrives like that, and one such day is not often', () => {
    expect(judge({ fixes: [away] }, { baseline: learned([2.5, 0, 2.6, 2.4, 0]) })).toEqual([]);
    expect(judge({ fixes: [away] }, { baseline: learned([0, 0, 2.6, 0, 0, 0]) })).toMatchObject([
      { reasons: ['sudden_arrival', 'weak_alone'] },
    ]);
  });
});

describe('a day played again', () => {
  const stays: readonly (readonly [number, number, number])[] = [
    [0, 47, 0],
    [60, 83, 3000],
    [96, 151, 800],
    [250, 301, 5200],
    [318, 352, 2500],
    [371, 440, 900],
  ];
  const dayOf = (change: (minute: number) => number, noiseM: number, only = stays.length) =>
    stays
      .slice(0, only)
      .flatMap(([from, to, eastM]) =>
        realStay([from, to], eastM).map(([minute, east, north, accuracyM], n): FixRow => [
          change(minute),
          east + noiseM * Math.sin(n * 12.9),
          north + noiseM * Math.cos(n * 7.1),
          accuracyM,
        ]),
      );
  const learned = (only = stays.length) => {
    const [day] = buildPeriod({ fixes: [dayOf((minute) => minute, 0, only)] }).days;
    return {
      ...EMPTY_BASELINE,
      days: 5,
      recent: day ? [{ ...sketchDay(day, []), day: '2026-02-27' }] : [],
    };
  };

  it('is supported with five or more stays that repeat, under noise and another pace', () => {
    const warped = dayOf((minute) => 4 + minute * 1.03, 5);
    expect(judge({ fixes: [warped] }, { baseline: learned() })).toMatchObject([
      { verdict: 'supported', reasons: ['repeats_earlier_day'] },
    ]);
  });

  it('is not a round of the same places that starts a few minutes off, as routine does', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const random = createRandom(seed);
      const lateMin = stays.map(() => random.between(-4, 4));
      const rows = stays.flatMap(([from, to, eastM], n) =>
        realStay([from + (lateMin[n] ?? 0), to - (lateMin[n] ?? 0)], eastM),
      );
      const judged = judge({ fixes: [rows] }, { baseline: learned() });
      expect(
        judged.map(({ verdict }) => verdict),
        `seed ${seed}`,
      ).not.toContain('supported');
    }
  });

  it('decides nothing where a timetable makes many earlier days alike', () => {
    const [first] = learned().recent;
    const days = ['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27'];
    const recent = first ? days.map((day) => ({ ...first, day })) : [];
    const again = dayOf((minute) => minute + 1, 5);
    const of = (count: number) =>
      judge({ fixes: [again] }, { baseline: { ...learned(), recent: recent.slice(0, count) } });
    expect(of(1)).toMatchObject([{ verdict: 'supported' }]);
    expect(of(4)).toMatchObject([{ verdict: 'undecided', reasons: ['repeats_earlier_day', 'weak_alone'] }]);
  });

  it('is not decided by three, nor seen in a day of the same places at other times', () => {
    expect(judge({ fixes: [dayOf((minute) => minute, 5, 3)] }, { baseline: learned(3) })).toMatchObject([
      { verdict: 'undecided', reasons: ['repeats_earlier_day', 'weak_alone'] },
    ]);
    const later = dayOf((minute) => minute + 14 * Math.sin(minute / 40), 5);
    expect(judge({ fixes: [later] }, { baseline: learned() })).toEqual([]);
  });
});

describe('a way taken again', () => {
  /** Out in the morning and back in the evening over one road of 6 km, with lights and traffic of that day. */
  function wayOf(traffic: number): FixRow[] {
    const random = createRandom(traffic);
    const rows: FixRow[] = [];
    const drive = (startMin: number, turn: (m: number) => number): number => {
      let minute = startMin;
      for (let m = 0; m < 6000; minute += 0.5) {
        rows.push([minute, turn(m), 20 * Math.sin(m / 300), 10]);
        m += random.between(0, 1) < 0.2 ? 10 : random.between(150, 350);
      }
      return minute;
    };
    const arrivedMin = drive(5, (m) => m);
    const leaveMin = 420;
    rows.push(...realStay([Math.ceil(arrivedMin), leaveMin], 6000));
    drive(leaveMin + 1, (m) => 6000 - m);
    return rows;
  }
  const noisy = (rows: readonly FixRow[]): FixRow[] => {
    const random = createRandom(9);
    return rows.map(([minute, east, north, accuracyM]) => [
      minute,
      east + random.normal(5),
      north + random.normal(5),
      accuracyM,
    ]);
  };
  const sketchesOf = (ways: readonly (readonly FixRow[])[]) =>
    ways.flatMap((way, n) => {
      const [day] = buildPeriod({ fixes: [way] }).days;
      return day ? [{ ...sketchDay(day, []), day: `2026-02-${20 + n}` }] : [];
    });
  const learned = (traffic = [11, 12, 1]) => ({
    ...EMPTY_BASELINE,
    days: 5,
    recent: sketchesOf(traffic.map(wayOf)),
  });

  it('to some seconds all day is supported, under noise and another pace, with a single stay', () => {
    const random = createRandom(9);
    for (const noiseM of [0, 10]) {
      const again = wayOf(1).map(([minute, east, north, accuracyM]): FixRow => [
        3 + minute * 1.02,
        east + random.normal(noiseM),
        north + random.normal(noiseM),
        accuracyM,
      ]);
      expect(judge({ fixes: [again] }, { baseline: learned() }), `${noiseM} m`).toMatchObject([
        { verdict: 'supported', reasons: ['repeats_earlier_way'] },
      ]);
    }
  });

  it('to the last digit is supported when the earlier day lies in the same period, under another pace', () => {
    const again = wayOf(1).map(([minute, ...rest]): FixRow => [2 + minute * 1.01, ...rest]);
    expect(judge({ fixes: [wayOf(1), again] })).toMatchObject([
      { verdict: 'supported', reasons: ['repeats_earlier_way'] },
    ]);
    expect(judge({ fixes: [wayOf(1), wayOf(2)] })).toEqual([]);
  });

  it('under noise is supported when the earlier day lies in the same period', () => {
    const random = createRandom(9);
    const again = wayOf(1).map(([minute, east, north, accuracyM]): FixRow => [
      3 + minute * 1.02,
      east + random.normal(8),
      north + random.normal(8),
      accuracyM,
    ]);
    expect(judge({ fixes: [wayOf(1), wayOf(2), wayOf(3), again] })).toMatchObject([
      { verdict: 'supported', reasons: ['repeats_earlier_way'] },
    ]);
  });

  it('is supported each time when one day is played again all week', () => {
    const again = [1, 2, 3, 4].map((late) =>
      noisy(wayOf(1)).map(([minute, ...rest]): FixRow => [late + minute, ...rest]),
    );
    expect(judge({ fixes: again }, { baseline: learned() }).map(({ verdict }) => verdict)).toEqual(
      again.map(() => 'supported'),
    );
  });

  it('is none where two nights hold the same fixes in their margins', () => {
    const [day] = buildPeriod({ fixes: [wayOf(1)] }).days;
    const days = day ? [day, { ...day, day: '2026-03-03' }] : [];
    expect(judge({ fixes: [] }, { days })).toEqual([]);
  });

  it('of which little was seen is a hint when all of it comes again, and nothing in other traffic', () => {
    const seen = (rows: readonly FixRow[]) =>
      rows.filter(([minute]) => minute < 20 || (minute > 30 && minute < 435));
    const again = seen(noisy(wayOf(1))).map(([minute, ...rest]): FixRow => [3 + minute * 1.02, ...rest]);
    expect(judge({ fixes: [again] }, { baseline: learned() })).toMatchObject([
      {
        verdict: 'undecided',
        score: 0.5,
        reasons: ['repeats_earlier_way', 'weak_alone'],
      },
    ]);
    for (const traffic of [2, 3, 4, 5])
      expect(judge({ fixes: [seen(wayOf(traffic))] }, { baseline: learned() }), `traffic ${traffic}`).toEqual(
        [],
      );
  });

  it('in the traffic of another day is nothing', () => {
    for (const traffic of [2, 3, 4, 5])
      expect(judge({ fixes: [wayOf(traffic)] }, { baseline: learned() }), `traffic ${traffic}`).toEqual([]);
  });

  it('only in part, as by a train that keeps its time, decides nothing', () => {
    const half = noisy(wayOf(1)).filter(([minute]) => minute < 60);
    const baseline = { ...learned(), recent: sketchesOf([wayOf(11), wayOf(12), half]) };
    expect(judge({ fixes: [wayOf(1)] }, { baseline })).toEqual([]);
  });
});

describe('a way on which the phone knows its place only roughly', () => {
  /** The same daily ride, some seconds later, told as the cell of a grid or the mast that is nearest. */
  const roughRide = (lateMin: number, accuracyM: number, gridM: number): FixRow[] =>
    Array.from({ length: 120 }, (_, n): FixRow => {
      const [eastM, northM] = [(n * 0.5 + lateMin) * 300, 60 * Math.sin(n / 9)];
      return [n * 0.5, Math.round(eastM / gridM) * gridM, Math.round(northM / gridM) * gridM, accuracyM];
    });

  it.each([
    ['masts', 900, 300],
    ['networks', 120, 150],
    ['places rounded to a hundred metres', 30, 110],
    ['places rounded to two hundred metres', 30, 200],
  ])('is no copy of the day before: %s', (_, accuracyM, gridM) => {
    for (const lateMin of [0.02, 0.1, 0.2]) {
      const days = [roughRide(0, accuracyM, gridM), roughRide(lateMin, accuracyM, gridM)];
      expect(judge({ fixes: days }).filter(({ verdict }) => verdict === 'supported')).toEqual([]);
    }
  });
});

describe('two people', () => {
  it('with digit-identical ways is supported', () => {
    expect(judge({ fixes: [ordinary] }, { peers: [peerOf(ordinary)] })).toMatchObject([
      { verdict: 'supported', reasons: ['same_as_colleague'] },
    ]);
  });

  it('is not hidden by a change of datum, which rounds the last digit', () => {
    const rounded = ordinary.map(([minute, east, north, accuracyM]): FixRow => [
      minute,
      east + 0.05,
      north - 0.05,
      accuracyM,
    ]);
    expect(judge({ fixes: [ordinary] }, { peers: [peerOf(rounded)] })).toMatchObject([
      { verdict: 'supported', reasons: ['same_as_colleague'] },
    ]);
  });

  it('in one car, each with the own noise, is nothing', () => {
    const beside = ordinary.map(([minute, east, north, accuracyM]): FixRow => [
      minute,
      east + 2,
      north - 3,
      accuracyM,
    ]);
    expect(judge({ fixes: [ordinary] }, { peers: [peerOf(beside)] })).toEqual([]);
  });

  it('side by side all day away from the own routine is a weak sign, beside the own routine none', () => {
    const farNorth = ordinary.map(([minute, east, north, accuracyM]): FixRow => [
      minute,
      east,
      north + 9000,
      accuracyM,
    ]);
    const copy = farNorth.map(([minute, east, north, accuracyM], n): FixRow => [
      minute + 0.05,
      east + 6 * Math.sin(n * n),
      north + 6 * Math.cos(3 * n * n),
      accuracyM,
    ]);
    const usedTo = (fixes: readonly FixRow[]) => {
      const { days, punches } = buildPeriod({ fixes: [fixes] });
      const records = { punches };
      const learned = days.reduce((known, day) => learnDay(known, day, records), EMPTY_BASELINE);
      return { ...learned, recent: [] };
    };
    const judged = spoofedLocation.detect(
      { ...buildPeriod({ fixes: [copy] }), peers: [peerOf(farNorth)], baseline: usedTo(ordinary) },
      settings,
    );
    expect(judged).toMatchObject([
      { verdict: 'undecided', reasons: ['moves_with_colleague', 'weak_alone'], numbers: { signs: 1 } },
    ]);
    expect(judged[0]?.numbers['besideColleaguePct']).toBeGreaterThan(90);
    expect(judged[0]?.evidence).toContainEqual({ kind: 'peer', id: 'p2' });
    expect(judge({ fixes: [copy] }, { peers: [peerOf(farNorth)], baseline: usedTo(farNorth) })).toEqual([]);
    expect(judge({ fixes: [copy] }, { peers: [peerOf(ordinary)], baseline: usedTo(ordinary) })).toEqual([]);
  });
});

describe('journeys that look odd', () => {
  const verdictsOf = (fixes: readonly FixRow[]) => judge({ fixes: [fixes] });

  it('survives a tunnel, with a gap or with a cached fix', () => {
    const way = [...realStay([0, 60], 0), ...ride([61, 90], 0), ...realStay([91, 150], 17_400)];
    expect(verdictsOf(way.filter(([minute]) => minute < 70 || minute > 76))).toEqual([]);
    const cached = way.map(([minute, east, north, accuracyM]): FixRow =>
      minute >= 70 && minute <= 76 ? [minute, 5400, 10, accuracyM] : [minute, east, north, accuracyM],
    );
    expect(verdictsOf(cached)).toEqual([]);
  });

  it('survives a fast train, a cached fix and an urban canyon', () => {
    const train = Array.from({ length: 80 }, (_, n): FixRow => {
      const x = Math.min(n, 70) / 2;
      return [60.5 + n / 2, Math.min(4800 * x, 300 * x * x), 20 * Math.sin(n), 20];
    });
    expect(verdictsOf([...realStay([0, 60], 0), ...train])).toEqual([]);
    expect(verdictsOf([...realStay([0, 60], 0), [60.5, 8000, 0, 30], ...realStay([61, 120], 0)])).toEqual([]);
    const canyon = realStay([0, 200], 0).map(([minute, east, north, accuracyM]): FixRow => [
      minute,
      east + (minute % 13 === 0 ? 280 : 0),
      north - (minute % 11 === 0 ? 190 : 0),
      accuracyM,
    ]);
    expect(verdictsOf(canyon)).toEqual([]);
  });
});
