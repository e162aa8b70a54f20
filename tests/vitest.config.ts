import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** A second worker pays on two cores: one test waits while the other computes. */
const workers = Math.max(2, availableParallelism() - 1);
/** A busy machine needs its time; these end what hangs. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

/** Judgement without clock, chance and I/O: what its modules keep between files are memos of pure functions. */
const PURE = ['tests/domain/**/*.test.ts', 'tests/contract/**/*.test.ts', 'tests/connectors/**/*.test.ts'];
/** One at a time: whole products and browsers, which keep both cores busy by themselves, and what promises a time. */
const ALONE = [
  'tests/flow/custom-rule.test.ts',
  'tests/flow/leaver.test.ts',
  'tests/e2e/**/*.test.ts',
  'tests/main/start.test.ts',
  'tests/journey.test.ts',
  'tests/journey/**/*.test.ts',
  'tests/sandbox/page.test.ts',
  'tests/sandbox/phone.test.ts',
  'tests/feishu/cards/golden.test.ts',
];

/** `npm test`: the files in three groups, one after the other. One file alone runs without this as well. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'pure',
          include: PURE,
          isolate: false,
          maxWorkers: workers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patience,
          name: 'parts',
          include: ['tests/**/*.test.ts'],
          exclude: [...PURE, ...ALONE],
          maxWorkers: workers,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...patience,
          name: 'alone',
          include: ALONE,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
