import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER, LadderSchema, type Ladder } from '../../server/contract/ladder.ts';

const refused = (ladder: unknown): string[] =>
  LadderSchema.safeParse(ladder).error?.issues.map(({ path }) => path.join('.')) ?? [];
const [first, repeated] = DEFAULT_LADDER.rungs;
const withRungs = (...rungs: unknown[]): unknown => ({ ...DEFAULT_LADDER, rungs });

describe('the penalty ladder of a policy', () => {
  it('ships as a warning with that month’s deduction, then termination, with fines off', () => {
    const shipped: Ladder = LadderSchema.parse(DEFAULT_LADDER);
    expect(shipped.rungs.map(({ fromCount, measures }) => [fromCount, measures])).toEqual([
      [1, ['warning', 'performance_deduction']],
      [2, ['warning', 'termination']],
    ]);
    expect(shipped.fineRegions).toEqual({});
  });

  it('refuses rungs that do not rise, start late or share an id', () => {
    expect(refused(withRungs(repeated, first))).toContain('rungs');
    expect(refused(withRungs(repeated))).toEqual(['rungs']);
    expect(refused(withRungs(first, { ...repeated, id: 'first' }))).toEqual(['rungs']);
  });

  it('refuses a share without a deduction, a deduction without a share, and a fine without its amount', () => {
    expect(refused(withRungs({ ...first, measures: ['warning'] }))).toEqual(['rungs.0.deductionSharePct']);
    expect(refused(withRungs({ ...first, deductionSharePct: undefined }))).toEqual([
      'rungs.0.deductionSharePct',
    ]);
    expect(refused(withRungs(first, { ...repeated, measures: ['fine'] }))).toEqual(['rungs.1.fineFen']);
  });
});
