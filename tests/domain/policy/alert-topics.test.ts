import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/domain/detectors/finding.ts';
import { alertTopics } from '../../../server/domain/policy/alert-topics.ts';
import { buildCase } from '../case/case-example.ts';

const { finding: base } = buildCase();
const build = (overrides: Partial<Finding>): Finding => ({ ...base, ...overrides });
const nowhere = (overrides: Partial<Finding>): Finding => {
  const { placeId: _placeId, ...rest } = build(overrides);
  return rest;
};
const brief = (findings: readonly Finding[]) =>
  alertTopics(findings).map(({ about, finding, beside, severity }) => [
    about,
    finding.detector,
    beside.map(({ detector }) => detector),
    severity,
  ]);

describe('what the alerts of one shift are about', () => {
  it('is one topic for findings of the same hours, told by the detector listed first', () => {
    const dwell = build({ score: 0.9, severity: 'medium' });
    const zone = nowhere({ detector: 'off-zone', score: 0.7, severity: 'medium' });
    expect(brief([zone, dwell])).toEqual([['rival', 'competitor-dwell', ['off-zone'], 'medium']]);
  });

  it('keeps the name that an alert of the shift has already, when more joins it', () => {
    const dwell = build({ score: 0.8, severity: 'medium' });
    const store = build({ detector: 'two-stores', placeId: 'store', score: 0.95 });
    const both = alertTopics([store, dwell]);
    expect(both.map(({ about, finding }) => [about, finding.placeId])).toEqual([['rival', 'rival']]);
    const known = alertTopics([store, dwell], { known: ['store'] });
    expect(known.map(({ about, finding }) => [about, finding.placeId])).toEqual([['store', 'rival']]);
  });

  it('is one matter for several logged visits of a shift that do not fit', () => {
    const visit = (placeId: string, hour: number) =>
      build({
        detector: 'visit-unsupported',
        placeId,
        startAt: new Date(Date.UTC(2026, 10, 16, hour)),
        endAt: new Date(Date.UTC(2026, 10, 16, hour, 40)),
      });
    expect(brief([visit('c1', 3), visit('c2', 5)])).toEqual([
      ['visit-unsupported', 'visit-unsupported', ['visit-unsupported'], 'high'],
    ]);
  });

  it('is a topic each for different hours and places', () => {
    const later = { startAt: new Date('2026-11-16T07:00:00Z'), endAt: new Date('2026-11-16T08:00:00Z') };
    const away = nowhere({ detector: 'off-zone', ...later });
    expect(brief([build({}), away]).map(([about]) => about)).toEqual(['rival', 'off-zone']);
  });

  it('never rests on a supporting finding alone, but counts it beside others', () => {
    const drop = nowhere({ detector: 'performance-drop', severity: 'medium' });
    expect(brief([drop])).toEqual([]);
    expect(brief([build({}), drop])[0]?.[2]).toEqual(['performance-drop']);
  });

  it('keeps what is undecided or excused under its own place, so that an alert of it is cleared or silenced', () => {
    const excused = build({ verdict: 'contradicted', reasons: ['permitted_trip'], score: 0 });
    expect(brief([excused])).toEqual([['rival', 'competitor-dwell', [], 'high']]);
  });
});
