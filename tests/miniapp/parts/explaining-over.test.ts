import { expect, it } from 'vitest';
import { explainingOverAt } from '../../../miniapp/parts/explaining-over.ts';

const DUE = '2026-12-05T15:59:00.000Z';

it('knows when the time to explain is over: said to be, or come to its end', () => {
  const before = Date.parse(DUE) - 1;
  expect(explainingOverAt({}, before)).toBeUndefined();
  expect(explainingOverAt({ explanationDueAt: DUE }, before)).toBeUndefined();
  expect(explainingOverAt({ explanationDueAt: DUE }, before + 1)).toBe(DUE);
  const endedAt = '2026-12-01T01:00:00.000Z';
  expect(explainingOverAt({ explanationDueAt: DUE, explanationEndedAt: endedAt }, before)).toBe(endedAt);
});
