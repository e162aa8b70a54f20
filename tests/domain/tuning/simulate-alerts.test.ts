import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/domain/detectors/finding.ts';
import { summariseReplay, type ReplayRow } from '../../../server/domain/tuning/replay-result.ts';
import {
  diffAlerts,
  simulateAlerts,
  type ReplayedShift,
  type SimulatedAlert,
} from '../../../server/domain/tuning/simulate-alerts.ts';

function buildFinding(day: string, overrides: Partial<Finding> = {}): Finding {
  return {
    detector: 'competitor-dwell',
    version: 3,
    personId: 'p',
    shiftId: `${day}:S1`,
    placeId: 'rival',
    days: [day],
    startAt: new Date(`${day}T02:00:00Z`),
    endAt: new Date(`${day}T02:40:00Z`),
    score: 0.8,
    severity: 'medium',
    verdict: 'supported',
    numbers: {},
    thresholds: {},
    reasons: [],
    evidence: [],
    sentence: { zh: '', en: '' },
    whatWouldClear: { zh: '', en: '' },
    ...overrides,
  };
}

function shift(day: string, ...findings: Partial<Finding>[]): ReplayedShift {
  const shiftId = `${day}:S1`;
  return {
    day,
    shiftId,
    findings: findings.map((one) => buildFinding(day, one)),
    isHeld: () => false,
  };
}

describe('simulated alerts', () => {
  it('follow the rules of real ones: a nudge on the first day, open on the second within two weeks', () => {
    const days = ['2026-11-02', '2026-11-03', '2026-11-20'];
    expect(simulateAlerts(days.map((day) => shift(day, {}))).map(({ status }) => status)).toEqual([
      'watching',
      'open',
      'watching',
    ]);
  });

  it('are there for nothing that is undecided or permitted', () => {
    const permitted = { verdict: 'contradicted', reasons: ['permitted_declaration'] } as const;
    expect(simulateAlerts([shift('2026-11-02', { verdict: 'undecided' }, permitted)])).toEqual([]);
  });

  it('stay a nudge while a waiting declaration covers them', () => {
    const held = { ...shift('2026-11-02', { severity: 'high' }), isHeld: () => true };
    expect(simulateAlerts([held])).toMatchObject([{ status: 'watching' }]);
  });
});

const alertArbitrary: fc.Arbitrary<SimulatedAlert> = fc.record({
  day: fc.constantFrom('2026-11-02', '2026-11-03'),
  shiftId: fc.constantFrom('a', 'b'),
  about: fc.constantFrom('rival', 'off-zone'),
  detector: fc.constantFrom('competitor-dwell', 'off-zone'),
  severity: fc.constantFrom('low', 'medium', 'high'),
  status: fc.constantFrom('watching', 'open'),
});
const alertsArbitrary = fc.uniqueArray(alertArbitrary, {
  selector: ({ shiftId, about }) => `${shiftId} ${about}`,
});

describe('the difference of two runs', () => {
  it('is nothing between equal ones', () => {
    fc.assert(
      fc.property(alertsArbitrary, (alerts) => {
        expect(diffAlerts(alerts, alerts)).toEqual({ added: [], removed: [], raised: [], lowered: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('accounts for every alert: what is there now plus added less removed is what would be there', () => {
    fc.assert(
      fc.property(alertsArbitrary, alertsArbitrary, (live, draft) => {
        const { added, removed, raised, lowered } = diffAlerts(live, draft);
        expect(live.length + added.length - removed.length).toBe(draft.length);
        const open = (alerts: readonly SimulatedAlert[]) =>
          alerts.filter(({ status }) => status === 'open').length;
        expect(open(live) + open(added) - open(removed) + raised.length - lowered.length).toBe(open(draft));
        expect(diffAlerts(draft, live).added).toEqual(removed);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the result of a replay', () => {
  const alert = (alertId: string, status: 'watching' | 'open' = 'open') => ({
    alertId,
    day: '2026-11-02',
    shiftId: alertId,
    about: 'rival',
    detector: 'competitor-dwell',
    severity: 'medium' as const,
    status,
  });
  const rows: ReplayRow[] = [
    { pseudonym: 'P-1', regionId: 'east', shifts: 3, live: [alert('a')], draft: [] },
    { pseudonym: 'P-2', regionId: 'east', shifts: 2, live: [], draft: [alert('b'), alert('c')] },
    { pseudonym: 'P-3', regionId: 'west', shifts: 1, live: [alert('d', 'watching')], draft: [alert('d')] },
    { pseudonym: 'P-4', shifts: 4, live: [], draft: [alert('e', 'watching')] },
  ];

  it('says who is newly hit and who no longer, by region, under names that say nothing', () => {
    const result = summariseReplay(rows, new Map());
    expect(result).toMatchObject({ people: 4, shifts: 10, newlyHitTotal: 2, relieved: 1 });
    expect(result.newlyHit.map(({ pseudonym, alerts }) => [pseudonym, alerts])).toEqual([
      ['P-2', 2],
      ['P-3', 1],
    ]);
    expect(result.total).toEqual({
      live: 2,
      draft: 4,
      liveOpen: 1,
      draftOpen: 3,
      added: 3,
      removed: 1,
      raised: 1,
      lowered: 0,
    });
    expect(result.byRegion.map(({ regionId, people, added }) => [regionId, people, added])).toEqual([
      ['', 1, 1],
      ['east', 2, 2],
      ['west', 1, 0],
    ]);
  });

  it('compares how many of the labelled alerts were worth asking about, before and after', () => {
    const { precision } = summariseReplay(
      rows,
      new Map([
        ['a', false],
        ['d', true],
      ]),
    );
    expect(precision.live).toMatchObject({ hits: 1, of: 2, share: 0.5 });
    expect(precision.draft).toMatchObject({ hits: 1, of: 1, share: 1 });
    expect(summariseReplay(rows, new Map()).precision).toEqual({ live: null, draft: null });
  });
});
