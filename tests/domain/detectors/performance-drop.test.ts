import { describe, expect, it } from 'vitest';
import type { PeriodEvidence } from '../../../server/domain/detectors/evidence.ts';
import { PerformanceDropSettingsSchema } from '../../../server/domain/detectors/settings/performance-drop-settings.ts';
import { performanceDrop } from '../../../server/domain/detectors/performance-drop.ts';
import { buildRecords } from './build-records.ts';

const season = [100, 120, 90, 110, 150, 130, 100, 95, 105, 140, 80, 75];
const team = { salesByMonthFen: season.map((value) => value * 1_000_000) };
/** A tenth of the team, a few percent up and down, times `level(month)`. */
const sales = (level: (month: number) => number) =>
  season.map((value, month) => Math.round(value * 100_000 * level(month) * (1 + ((month * 7) % 5) / 50)));
const judge = (evidence: Partial<Omit<PeriodEvidence, 'places' | 'placeById'>>) =>
  performanceDrop.detect(buildRecords({ team, ...evidence }), PerformanceDropSettingsSchema.parse({}));
const halved = sales((month) => (month >= 10 ? 0.5 : 1));

describe('performance-drop', () => {
  it('supports that sales halved against the own level and the season', () => {
    const [finding] = judge({ salesByMonthFen: halved });
    expect(finding).toMatchObject({
      detector: 'performance-drop',
      verdict: 'supported',
      severity: 'low',
      reasons: ['sales_dropped'],
      numbers: { months: 2, monthsBefore: 10, targetPct: -1 },
    });
    expect(finding?.numbers['dropPct']).toBeGreaterThan(40);
    expect(finding?.score).toBeGreaterThan(0.8);
    expect(finding?.sentence.en).toContain('last 2 months');
    expect(performanceDrop.isSupporting).toBe(true);
  });

  it('says nothing of a season that is weak for everybody, of a steady or of a rising level', () => {
    expect(judge({ salesByMonthFen: sales(() => 1) })).toEqual([]);
    expect(judge({ salesByMonthFen: sales((month) => 1 + month / 10) })).toEqual([]);
  });

  it('says nothing of a drop long ago, or without enough months', () => {
    expect(judge({ salesByMonthFen: sales((month) => (month >= 4 ? 0.5 : 1)) })).toEqual([]);
    expect(judge({ salesByMonthFen: halved.slice(-4) })).toEqual([]);
    expect(judge({ salesByMonthFen: [] })).toEqual([]);
    expect(judge({ salesByMonthFen: season.map(() => 0) })).toEqual([]);
  });

  it('is undecided without a team to take the season from, or when the target is reached', () => {
    const alone = performanceDrop.detect(
      buildRecords({ salesByMonthFen: [10, 11, 10, 9, 10, 11, 10, 10, 5, 4].map((n) => n * 10_000) }),
      PerformanceDropSettingsSchema.parse({}),
    );
    expect(alone[0]).toMatchObject({ verdict: 'undecided', reasons: ['sales_dropped', 'no_team'] });
    expect(alone[0]?.sentence.zh).toContain('没有同组可对照');
    expect(alone[0]?.sentence.en).not.toContain('against the team');
    const targetsByMonthFen = halved.map((fen) => Math.round(fen * 0.9));
    expect(judge({ salesByMonthFen: halved, targetsByMonthFen })[0]).toMatchObject({
      verdict: 'undecided',
      reasons: ['sales_dropped', 'target_reached'],
    });
  });

  it('survives months without sales', () => {
    const [finding] = judge({ salesByMonthFen: sales((month) => (month >= 10 ? 0 : 1)) });
    expect(finding).toMatchObject({ verdict: 'supported' });
    expect(finding?.score).toBeLessThanOrEqual(1);
  });
});
