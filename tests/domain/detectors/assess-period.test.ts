import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessFindings, assessPeriod } from '../../../server/domain/detectors/assess-period.ts';
import { findEpisodes } from '../../../server/domain/detectors/fusion/episode.ts';
import type { Finding } from '../../../server/domain/detectors/finding.ts';
import { fuseScores } from '../../../server/domain/detectors/fusion/fusion.ts';
import { FusionSettingsSchema } from '../../../server/domain/detectors/settings/fusion-settings.ts';
import { readPeriod } from '../../../server/domain/period/read-period.ts';
import { buildPeriod, fixesOf, isoAt, shiftOn, spotAt } from '../period/build-period.ts';

const settings = FusionSettingsSchema.parse({});

/** A supported finding of medium severity on a day of March 2026, 10:00 to 11:00, unless told otherwise. */
function finding(dayOfMonth: number, fields: Partial<Finding> = {}): Finding {
  const day = `2026-03-${String(dayOfMonth).padStart(2, '0')}`;
  return {
    detector: 'competitor-dwell',
    version: 1,
    personId: 'e1',
    shiftId: `s${dayOfMonth}`,
    placeId: 'c1',
    days: [day],
    startAt: new Date(`${day}T02:00:00Z`),
    endAt: new Date(`${day}T03:00:00Z`),
    score: 0.8,
    severity: 'medium',
    verdict: 'supported',
    numbers: {},
    thresholds: {},
    reasons: [],
    evidence: [],
    sentence: { zh: '', en: '' },
    whatWouldClear: { zh: '', en: '' },
    ...fields,
  };
}

describe('an alert', () => {
  const alertOf = (...findings: Finding[]) => {
    const { alert } = assessFindings(findings);
    return alert && [alert.to, alert.severity];
  };

  it('is a private nudge for a single medium day', () => {
    expect(alertOf(finding(2))).toEqual(['employee', 'medium']);
  });

  it('goes to the manager when a day is severe, or two days in two weeks say the same place', () => {
    expect(alertOf(finding(2, { severity: 'high' }))).toEqual(['manager', 'high']);
    expect(alertOf(finding(2), finding(12))).toEqual(['manager', 'medium']);
    expect(alertOf(finding(2), finding(20))).toEqual(['employee', 'medium']);
    expect(alertOf(finding(2), finding(3, { placeId: 'c2' }))).toEqual(['employee', 'medium']);
  });

  it('goes to the manager when two days say the same without a place, or of the visits of different customers', () => {
    const { placeId: _, ...jump } = finding(2, { detector: 'spoofed-location' });
    const { placeId: __, ...again } = finding(6, { detector: 'spoofed-location' });
    expect(alertOf(jump)).toEqual(['employee', 'medium']);
    expect(alertOf(jump, again)).toEqual(['manager', 'medium']);
    const visit = { detector: 'visit-unsupported' };
    expect(alertOf(finding(2, visit), finding(6, { ...visit, placeId: 'c2' }))).toEqual([
      'manager',
      'medium',
    ]);
  });

  it('needs more than one small thing on one day', () => {
    expect(alertOf(finding(2, { severity: 'low' }))).toBeNull();
    expect(alertOf(finding(2, { severity: 'low' }), finding(4, { severity: 'low' }))).toEqual([
      'employee',
      'medium',
    ]);
  });

  it('never comes of what is undecided or contradicted, which only ranks', () => {
    const undecided = assessFindings([
      finding(2, { verdict: 'undecided', severity: 'high' }),
      finding(3, { verdict: 'undecided' }),
    ]);
    expect(undecided.alert).toBeNull();
    expect(undecided.score).toBeGreaterThan(0.05);
    expect(undecided.score).toBeLessThan(assessFindings([finding(2)]).score);
    expect(assessFindings([finding(2, { verdict: 'contradicted' })])).toMatchObject({
      alert: null,
      score: 0,
    });
    expect(assessFindings([])).toMatchObject({ alert: null, score: 0, episodes: [] });
  });
});

describe('episodes', () => {
  it('join what happened at the same hours or at the same place, and are named by the place', () => {
    const elsewhere = { detector: 'off-zone', startAt: new Date('2026-03-02T02:30:00Z') };
    const { placeId, ...off } = finding(2, elsewhere);
    const { episodes } = assessFindings([off, finding(2), finding(9), finding(3, { placeId: 'c2' })]);
    expect(episodes.map(({ key, days, findings }) => [key, days.length, findings.length])).toEqual([
      [placeId, 2, 3],
      ['c2', 1, 1],
    ]);
  });

  it('take supporting findings in, but are never made of them alone', () => {
    const supporting = [finding(2, { detector: 'performance-drop' })];
    expect(findEpisodes({ findings: [], supporting }, settings)).toEqual([]);
    const [episode] = findEpisodes({ findings: [finding(2)], supporting }, settings);
    expect(episode?.findings).toHaveLength(2);
    expect(episode?.score).toBeGreaterThan(fuseScores([finding(2)], settings));
  });
});

describe('the score of several findings', () => {
  it('is that of the only one, and grows less by one of the same kind than by one of another', () => {
    const one = fuseScores([finding(2)], settings);
    const same = fuseScores([finding(2), finding(2, { detector: 'off-zone' })], settings);
    const other = fuseScores([finding(2), finding(2, { detector: 'visit-unsupported' })], settings);
    expect(one).toBeCloseTo(0.8);
    expect(same).toBeGreaterThan(one);
    expect(other).toBeGreaterThan(same);
    expect(other).toBeLessThan(1);
  });

  const anyFinding = fc
    .record({
      day: fc.integer({ min: 1, max: 20 }),
      detector: fc.constantFrom(
        'competitor-dwell',
        'off-zone',
        'visit-unsupported',
        'route-change',
        'spoofed-location',
      ),
      place: fc.constantFrom('c1', 'c2', 'c3'),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      severity: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
      verdict: fc.constantFrom('supported' as const, 'undecided' as const, 'contradicted' as const),
    })
    .map(({ day, place, ...fields }) => finding(day, { placeId: place, ...fields }));

  it('does not depend on the order the findings came in, nor do the episodes', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyFinding, { maxLength: 12 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const said = (findings: readonly Finding[]) => {
            const { score, alert, episodes } = assessFindings(findings);
            return {
              score,
              to: alert?.to,
              episodes: episodes.map(({ findings: own, ...rest }) => ({ ...rest, own: own.length })),
            };
          };
          expect(said(shuffled)).toEqual(said(all));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never sinks when one more finding is supported', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 6 }), anyFinding, (all, more) => {
        const added = { ...more, verdict: 'supported' as const };
        expect(fuseScores([...all, added], settings)).toBeGreaterThanOrEqual(
          fuseScores(all, settings) - 1e-4,
        );
      }),
    );
  });
});

describe('late data', () => {
  const days = [0, 1, 2];
  const fixes = fixesOf(
    days.flatMap(
      (day) =>
        [
          [day, 0, 100, 0, 0],
          [day, 110, 170, 3000, 0],
          [day, 250, 538, 0, 0],
        ] as const,
    ),
  );
  const fields = {
    shifts: days.map(shiftOn),
    judge: { from: isoAt(0, -60), to: isoAt(2, 900) },
    places: [
      { id: 'r1', kind: 'competitor', name: 'x', ...spotAt(3000, 0), radiusM: 60, datum: 'wgs84' },
      { id: 'k1', kind: 'customer', name: 'x', ...spotAt(0, 0), radiusM: 60, datum: 'wgs84' },
    ],
    punches: days.map((day) => ({ id: `i${day}`, kind: 'in', t: isoAt(day, -3) })),
    visits: days.map((day) => ({
      id: `v${day}`,
      customerId: 'k1',
      start: isoAt(day, 10),
      end: isoAt(day, 60),
    })),
    orders: [],
  };
  const whole = assessPeriod(readPeriod(buildPeriod({ ...fields, fixes })));

  it('is judged as if it had always been there, in whatever order it came', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...fixes.t.keys()], { minLength: fixes.t.length }),
        fc.shuffledSubarray(fields.visits, { minLength: 3 }),
        fc.shuffledSubarray(fields.punches, { minLength: 3 }),
        (order, visits, punches) => {
          const pick = (column: readonly number[]) => order.map((at) => column[at] ?? 0);
          const shuffled = {
            ...fixes,
            t: pick(fixes.t),
            lng: pick(fixes.lng),
            lat: pick(fixes.lat),
            accuracyM: pick(fixes.accuracyM),
          };
          const again = assessPeriod(
            readPeriod(buildPeriod({ ...fields, visits, punches, fixes: shuffled })),
          );
          expect(again).toEqual(whole);
        },
      ),
      { numRuns: 10 },
    );
    expect(whole.alert).toMatchObject({ to: 'manager' });
  });

  it('withdraws an alert that it explains', () => {
    const arrangements = [{ from: isoAt(0, 0), to: isoAt(2, 600), reason: 'survey' }];
    expect(assessPeriod(readPeriod(buildPeriod({ ...fields, fixes, arrangements }))).alert).toBeNull();
  });
});
