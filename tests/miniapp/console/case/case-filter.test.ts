import { expect, it } from 'vitest';
import { filterCases, isEndedWithoutLane } from '../../../../miniapp/console/case/case-filter.ts';
import type { CaseRow } from '../../../../miniapp/console/case/case-filter.ts';

const row = (id: string, change: Partial<CaseRow> = {}): CaseRow => ({
  id,
  caseNo: `C-${id}`,
  state: 'explaining',
  lane: 'undecided',
  pseudonym: `甲${id}`,
  openedAt: '2026-11-02T01:00:00Z',
  sentence: { zh: '', en: '' },
  ...change,
});
const clock = (dueAt: string, overdue: boolean) => ({
  clock: { kind: 'contact', dueAt, overdue, certain: true } as const,
});
const rows = [
  row('1', clock('2026-11-05T01:00:00Z', false)),
  row('2', { state: 'closed', outcome: 'talk' }),
  row('3', clock('2026-11-03T01:00:00Z', true)),
  row('4', { openedAt: '2026-11-04T01:00:00Z' }),
  row('5', { state: 'withdrawn' }),
];
const ids = (found: CaseRow[]): string => found.map(({ id }) => id).join('');

it('shows what is under way, the nearest deadline first', () => {
  expect(ids(filterCases(rows, 'active', ''))).toBe('314');
});

it('shows only what is late, or only what has ended', () => {
  expect(ids(filterCases(rows, 'overdue', ''))).toBe('3');
  expect(ids(filterCases(rows, 'closed', ''))).toBe('25');
});

it('counts nobody late for a case that closes by itself', () => {
  const over = { kind: 'closing', dueAt: '2026-11-03T01:00:00Z', overdue: true, certain: true } as const;
  expect(ids(filterCases([row('6', { state: 'executed', clock: over })], 'overdue', ''))).toBe('');
});

it('finds by number or pseudonym, whatever the case of the letters', () => {
  expect(ids(filterCases(rows, 'all', ' c-4 '))).toBe('4');
  expect(ids(filterCases(rows, 'all', '甲2'))).toBe('2');
  expect(ids(filterCases(rows, 'active', '甲2'))).toBe('');
});

it('says of a case that ended unhandled nothing about how to handle it', () => {
  const ended = rows.filter(isEndedWithoutLane).map(({ id }) => id);
  expect(ended).toEqual(['2', '5']);
  expect(isEndedWithoutLane({ state: 'closed', lane: 'A' })).toBe(false);
  expect(isEndedWithoutLane({ state: 'contacted', lane: 'undecided' })).toBe(false);
});
