import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeShift } from './judge-shift.ts';
import { repeat } from '../../support/runs.ts';
import {
  buildEvidence,
  minuteAt,
  minuteOf,
  type FixRow,
  type PlaceRow,
  type Scene,
} from './build-evidence.ts';

const rival: PlaceRow = { id: 'rival', roles: ['competitor'], eastM: 700, northM: 0, radiusM: 40 };
const own: PlaceRow = { id: 'own', roles: ['own_store'], eastM: 0, northM: 0, radiusM: 40 };

function stay(from: number, to: number, eastM: number, stepMin = 2): FixRow[] {
  const rows: FixRow[] = [];
  for (let minute = from; minute <= to; minute += stepMin)
    rows.push([minute, eastM + (minute % 5), minute % 3, 10]);
  return rows;
}

function judge(scene: Partial<Scene>, settings: Record<string, unknown> = {}) {
  const evidence = buildEvidence({ places: [own, rival], fixes: [], ...scene });
  return judgeShift({ ...evidence, settings }).findings;
}

describe('competitor-dwell', () => {
  it('sees a dwell on the border of two cells of the search, whatever the ping', () => {
    const onBorder: PlaceRow = { ...rival, eastM: 0 };
    for (const stepMin of [0.5, 2, 5]) {
      const fixes: FixRow[] = [];
      for (let minute = 1; minute <= 16; minute += stepMin)
        fixes.push([minute, minute < 6 ? 0.5 : -0.5, minute < 8 ? 0.5 : -0.5, 5]);
      expect(judge({ places: [onBorder], fixes })[0]?.verdict).toBe('supported');
    }
    const sparse: FixRow[] = [
      [1, 0, 0, 5],
      [7, -1, 0, 5],
      [11, -1, 0, 5],
    ];
    expect(judge({ places: [onBorder], fixes: sparse })[0]?.verdict).toBe('supported');
  });

  it('cannot tell whether a stop between seldom fixes was long enough, and does not mind one that was seen to be short', () => {
    const seldom = [...stay(0, 24, 0, 3), ...stay(30, 38, 700, 4), ...stay(45, 60, 0, 3)];
    const [finding] = judge({ fixes: [...seldom] });
    expect(finding).toMatchObject({ verdict: 'undecided', severity: 'low' });
    expect(finding?.reasons).toContain('may_be_shorter');
    expect(finding?.numbers['dwellMin']).toBe(8);
    const often = [...stay(0, 27, 0, 0.5), ...stay(30, 38, 700, 0.5), ...stay(41, 60, 0, 0.5)];
    expect(judge({ fixes: often })).toEqual([]);
  });

  it('tells of the stay that proves it, not of a surer glance in passing', () => {
    const dwell = stay(60, 100, 700).map(([minute, eastM, northM]): FixRow => [minute, eastM, northM, 20]);
    const [finding] = judge({ fixes: [...stay(0, 18, 0), [20, 700, 0, 5], ...stay(22, 50, 0), ...dwell] });
    expect(finding).toMatchObject({ verdict: 'supported', numbers: { fixes: dwell.length, accuracyM: 20 } });
  });

  it('supports a dwell in the fence with its times, numbers and words', () => {
    const [finding] = judge({ fixes: [...stay(0, 20, 0), ...stay(30, 75, 700), ...stay(85, 100, 0)] });
    expect(finding).toMatchObject({
      detector: 'competitor-dwell',
      personId: 'p1',
      shiftId: 's1',
      placeId: 'rival',
      verdict: 'supported',
      severity: 'medium',
      reasons: ['dwell_inside'],
    });
    expect([minuteOf(finding?.startAt ?? minuteAt(0)), minuteOf(finding?.endAt ?? minuteAt(0))]).toEqual([
      30, 74,
    ]);
    expect(finding?.numbers['dwellMin']).toBe(44);
    expect(finding?.sentence.zh).toContain('约 44 分钟');
    expect(finding?.sentence.en).toContain('About 44 min');
    expect(finding?.thresholds['minDwellMin']).toBe(10);
  });

  it('is severe from an hour on, in one visit or several', () => {
    expect(judge({ fixes: stay(0, 60, 700) })[0]?.severity).toBe('high');
    const twice = judge({ fixes: [...stay(0, 34, 700), ...stay(40, 60, 0), ...stay(66, 98, 700)] });
    expect(twice.map(({ severity, numbers }) => [severity, numbers['dwellMin']])).toEqual([['high', 66]]);
  });

  it('says nothing about less than ten minutes, off time or no fixes', () => {
    expect(judge({ fixes: [...stay(0, 20, 0), ...stay(26, 34, 700), ...stay(40, 60, 0)] })).toEqual([]);
    expect(judge({ fixes: stay(182, 238, 700) })).toEqual([]);
    expect(judge({ fixes: [] })).toEqual([]);
  });

  it.each([
    [40, 'supported'],
    [4, 'contradicted'],
  ])('a permission that leaves %s minutes open makes it %s', (openMin, verdict) => {
    const fixes = stay(0, 60, 700);
    const permissions = [{ kind: 'arrangement' as const, placeId: 'rival', from: openMin, to: 90 }];
    expect(judge({ fixes, permissions })[0]?.verdict).toBe(verdict);
  });

  it('ignores a permission for another place', () => {
    const permissions = [{ kind: 'arrangement' as const, placeId: 'own', from: 0, to: 90 }];
    expect(judge({ fixes: stay(0, 60, 700), permissions })[0]?.verdict).toBe('supported');
  });

  it('is contradicted when most of the time other fixes show the person elsewhere', () => {
    const here: FixRow[] = [0, 6, 12, 18].map((minute) => [minute, 700, 0, 10]);
    const there: FixRow[] = [1, 3, 7, 9, 13, 15].map((minute) => [minute, 0, 0, 10]);
    expect(judge({ fixes: here })[0]?.verdict).toBe('supported');
    expect(judge({ fixes: [...here, ...there] })[0]).toMatchObject({
      verdict: 'contradicted',
      reasons: ['elsewhere'],
    });
  });

  it('takes fixes without an error for uncertain by 50 m: enough for a hall, not for a shop nor beside ours', () => {
    const untold = stay(0, 90, 700).map(([minute, eastM, northM]): FixRow => [minute, eastM, northM, 0]);
    const toldOf = (radiusM: number, ownEastM = 0) => {
      const places = [
        { ...own, eastM: ownEastM },
        { ...rival, radiusM },
      ];
      const [finding] = judge({ places, fixes: untold });
      return [finding?.verdict, finding?.numbers['accuracyM']];
    };
    expect(toldOf(80)).toEqual(['supported', 50]);
    expect(toldOf(30)).toEqual(['undecided', 50]);
    expect(toldOf(80, 840)).toEqual(['undecided', 50]);
  });

  it('survives one bad fix in the middle', () => {
    expect(judge({ fixes: [...stay(0, 60, 700), [31, 0, 0, 10]] })[0]?.verdict).toBe('supported');
  });

  it('obeys its settings and refuses unknown ones', () => {
    const fixes = stay(0, 24, 700);
    expect(judge({ fixes }, { 'competitor-dwell': { minDwellMin: 30 } })).toEqual([]);
    expect(() => judge({ fixes }, { 'competitor-dwell': { minDwell: 30 } })).toThrow('minDwell');
  });
});

const meters = fc.integer({ min: -400, max: 400 });
const row = fc.tuple(
  fc.integer({ min: 0, max: 90 }),
  meters,
  fc.integer({ min: -60, max: 60 }),
  fc.integer({ min: 5, max: 60 }),
);
const scene = fc
  .record({
    rivalFixes: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: -45, max: 45 }),
        fc.integer({ min: 5, max: 40 }),
      ),
    ),
    otherFixes: fc.array(row, { maxLength: 8 }),
    ownEastM: meters,
    radiusM: fc.integer({ min: 20, max: 80 }),
  })
  .map(({ rivalFixes, otherFixes, ownEastM, radiusM }) => ({
    places: [
      { ...own, eastM: ownEastM },
      { ...rival, eastM: 0, radiusM },
    ],
    fixes: [
      ...rivalFixes.map(([minute, eastM, accuracyM]): FixRow => [minute, eastM, 0, accuracyM]),
      ...otherFixes,
    ],
  }));

describe('exoneration: judging again with more data', () => {
  it('never makes supported what was not, when the new fixes are in the own store or elsewhere', () => {
    let supported = 0;
    const late = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.constantFrom('own', 'elsewhere')), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(scene, late, ({ places, fixes }, added) => {
        const more = added.map(([minute, where]): FixRow =>
          where === 'own' ? [minute + 0.5, places[0]?.eastM ?? 0, 3, 8] : [minute + 0.5, 900, 900, 8],
        );
        const isSupported = (rows: FixRow[]) =>
          judge({ places, fixes: rows }).some(({ verdict }) => verdict === 'supported');
        const before = isSupported(fixes);
        supported += Number(before);
        expect(isSupported([...fixes, ...more]) && !before).toBe(false);
      }),
      repeat(1500),
    );
    expect(supported).toBeGreaterThan(0);
  }, 60_000);

  it('gives the same findings whatever the order of places and permissions', () => {
    const permission = fc.record({
      kind: fc.constantFrom('arrangement' as const, 'declaration' as const),
      from: fc.integer({ min: 0, max: 60 }),
      to: fc.integer({ min: 61, max: 90 }),
    });
    fc.assert(
      fc.property(scene, fc.array(permission, { maxLength: 3 }), ({ places, fixes }, permissions) => {
        const forward = judge({ places, fixes, permissions });
        const backward = judge({
          places: places.toReversed(),
          fixes: fixes.toReversed(),
          permissions: permissions.toReversed(),
        });
        expect(backward).toEqual(forward);
      }),
      repeat(300),
    );
  });
});
