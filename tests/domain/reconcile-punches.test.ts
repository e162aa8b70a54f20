import { expect, it } from 'vitest';
import { reconcilePunches } from '../../server/domain/reconcile-punches.ts';

const at = (second: number): Date => new Date(Date.parse('2026-11-19T01:00:00Z') + second * 1000);
const one = (id: string, second: number, personId = 'p') => ({ id, personId, at: at(second) });

it('finds what the platform lacks and what only it has', () => {
  const found = reconcilePunches([one('a', 0), one('b', 3_600)], [one('f1', 0), one('f2', 7_200)]);
  expect(found).toEqual({ missing: [one('b', 3_600)], onlyThere: [one('f2', 7_200)] });
});

it('lets one record stand for one punch only', () => {
  expect(reconcilePunches([one('a', 0), one('b', 20)], [one('f1', 20)]).missing).toEqual([one('b', 20)]);
});

it('never takes one person’s record for another’s', () => {
  expect(reconcilePunches([one('a', 0)], [one('f1', 0, 'q')])).toEqual({
    missing: [one('a', 0)],
    onlyThere: [one('f1', 0, 'q')],
  });
});
