import { describe, expect, it } from 'vitest';
import type { Baseline, RegularStop } from '../../../../server/domain/baseline/baseline.ts';
import { sketchDay } from '../../../../server/domain/baseline/day-sketch.ts';
import { toldRadiusOf } from '../../../../server/domain/baseline/told-radius.ts';
import { judgePeriod } from '../../../../server/domain/detectors/judge-period.ts';
import { calibrateRadius, withRadii } from '../../../../server/domain/detectors/place/radius-calibration.ts';
import { EMPTY_BASELINE } from '../../../../server/domain/baseline/baseline.ts';
import type { FixRow, PlaceRow } from '../build-evidence.ts';
import { buildPeriod, span, spot, stopAt } from '../build-period.ts';

/** A fix every two minutes that scatters by 10 m and tells `accuracyM`. */
const around = ([from, to]: readonly [number, number], eastM: number, accuracyM: number): FixRow[] =>
  Array.from({ length: Math.floor((to - from) / 2) + 1 }, (_, n): FixRow => [
    from + 2 * n,
    eastM + [10, 0, -10, 0][n % 4]!,
    [0, 10, 0, -10][n % 4]!,
    accuracyM,
  ]);

describe('the radius a phone tells', () => {
  const dayOf = (accuracyM: number) =>
    buildPeriod({
      fixes: [[...around([0, 60], 0, accuracyM), ...around([80, 140], 2000, accuracyM)]],
    }).days[0]!;
  const stops = [stopAt(0, [3, 5, 7]), stopAt(2000, [3, 5, 7])];

  it('is compared with how far fixes lie from the centres of stops known before', () => {
    expect(toldRadiusOf(dayOf(65), stops)).toEqual({ toldM: 65, ratio: 0.15 });
    expect(toldRadiusOf(dayOf(0), stops)).toEqual({ toldM: 50, ratio: 0.2 });
    expect(toldRadiusOf(dayOf(10), stops)).toEqual({ toldM: 10, ratio: 1 });
  });

  it('is compared with nothing at places never seen before, or in a short stay', () => {
    expect(toldRadiusOf(dayOf(65), [])).toBeNull();
    const [short] = buildPeriod({ fixes: [around([0, 8], 0, 65)] }).days;
    expect(short && toldRadiusOf(short, stops)).toBeNull();
  });
});

describe('calibrated radii', () => {
  const shops = [0, 2000, 4000, 6000].map((eastM, n): PlaceRow => ({
    id: `c${n}`,
    roles: ['customer'],
    eastM,
    northM: 0,
    radiusM: 50,
  }));
  const rival: PlaceRow = { id: 'r', roles: ['competitor'], eastM: 9000, northM: 0, radiusM: 45 };
  const fixes = [[...around([0, 50], 0, 65), ...around([60, 80], 9000, 65), ...around([100, 170], 2000, 65)]];
  /** Stops `offM` beside the pins of four customers. */
  const stopsBeside = (offM: number): RegularStop[] =>
    [0, 2000, 4000, 6000].map((eastM) => stopAt(eastM + offM, [12, 9, 5]));

  function knownFor(ratios: readonly number[], offM = 12): Baseline {
    const period = buildPeriod({ fixes });
    const recent = ratios.map((ratio) => ({
      ...sketchDay(period.days[0]!, [], { toldRadius: { toldM: 65, ratio } }),
    }));
    return { ...EMPTY_BASELINE, days: 20, recent, stops: stopsBeside(offM) };
  }
  const periodWith = (baseline: Baseline) => ({
    ...buildPeriod({ fixes, places: [...shops, rival] }),
    baseline,
  });
  const verdictWith = (baseline: Baseline) =>
    judgePeriod(periodWith(baseline), {}, new Set(['competitor-dwell'])).map(({ verdict }) => verdict);
  const often = Array.from({ length: 12 }, () => 0.2);

  it('prove a stay at a rival that the radius told for everything leaves undecided', () => {
    expect(verdictWith(knownFor([]))).toEqual(['undecided']);
    expect(verdictWith(knownFor(often))).toEqual(['supported']);
  });

  it('are not believed where stops lie beside the pins, from few days, or without known pins', () => {
    expect(calibrateRadius(periodWith(knownFor(often, 60)))).toBeNull();
    expect(calibrateRadius(periodWith(knownFor([0.2, 0.2])))).toBeNull();
    expect(
      calibrateRadius({ ...periodWith(knownFor(often)), places: buildPeriod({ fixes }).places }),
    ).toBeNull();
    expect(calibrateRadius(periodWith(knownFor([0.9, 1.1, 1, 0.95])))).toBeNull();
  });

  it('never fall below what the phone errs by its own past, and leave a smaller told one as it is', () => {
    const evidence = periodWith(knownFor(often));
    const calibration = calibrateRadius(evidence);
    expect(calibration?.realM).toBeGreaterThan(15);
    expect(calibration?.realM).toBeLessThan(45);
    const [day] = buildPeriod({ fixes: [[...around([0, 50], 0, 8), ...around([60, 90], 3000, 130)]] }).days;
    if (!day || !calibration) throw new Error('no day');
    const radii = withRadii(day, calibration).track.accuracyM;
    expect(radii[0]).toBe(8);
    expect(withRadii(evidence.days[0]!, calibration).track.accuracyM[0]).toBe(calibration.realM);
    expect(day.track.accuracyM[0]).toBe(8);
    expect(withRadii(evidence.days[0]!, calibration).stays[0]?.accuracyM).toBe(calibration.realM);
  });
});

describe('radii of who only makes short stops', () => {
  const eastOf = (n: number) => 400 * n;
  /** Four minutes at each of so many doors, and what waybills say of them. */
  const roundOf = (doors: number, accuracyM: number) =>
    Array.from({ length: doors }, (_, n) => around([20 * n, 20 * n + 4], eastOf(n) + 10, accuracyM)).flat();
  const waybillsOf = (doors: number, apartM = 400) =>
    Array.from({ length: doors }, (_, n) => ({
      id: `t${n}`,
      kind: 'drop' as const,
      ...spot(apartM * n),
      ...span(20 * n - 5, 20 * n + 6),
    }));
  const calibrate = (doors: number, accuracyM: number, tasks = waybillsOf(doors)) =>
    calibrateRadius(buildPeriod({ fixes: [roundOf(doors, accuracyM)], tasks }));

  it('are known by the places of own waybills', () => {
    const known = calibrate(20, 65);
    expect(known?.realM).toBeGreaterThan(10);
    expect(known?.realM).toBeLessThan(35);
    expect(calibrate(20, 0)?.realM).toBeLessThan(35);
  });

  it('are not believed from few places, from one place often, where waybills lie elsewhere or the phone is right', () => {
    expect(calibrate(8, 65)).toBeNull();
    expect(calibrate(20, 65, waybillsOf(20, 0))).toBeNull();
    expect(calibrate(20, 65, waybillsOf(20, 500))).toBeNull();
    expect(calibrate(20, 10)).toBeNull();
  });

  it('are not made smaller by leaving out the fixes that err most', () => {
    const scattered = Array.from({ length: 20 }, (_, n) => [
      ...around([20 * n, 20 * n + 2], eastOf(n) + 40, 95),
      ...around([20 * n + 3, 20 * n + 5], eastOf(n) + 170, 95),
    ]).flat();
    expect(calibrateRadius(buildPeriod({ fixes: [scattered], tasks: waybillsOf(20) }))).toBeNull();
  });
});
