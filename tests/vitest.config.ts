import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ASKABLE } from './support/stuck-workers.ts';

// West of Greenwich whatever is counted in the machine's own time shows; people of the tests are in China.
process.env['TZ'] ??= 'America/New_York';

/** A second worker pays on two cores: one test waits while the other computes. A third takes longer than it gives (1,090 s instead of 920). */
const workers = Math.max(2, availableParallelism() - 1);
/** A busy machine needs its time; these end what hangs. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

/** Judgement without clock, chance and I/O: what its modules keep between files are memos of pure functions. */
const PURE = ['tests/domain/**/*.test.ts', 'tests/contract/**/*.test.ts', 'tests/connectors/**/*.test.ts'];
/** Whole products and browsers. */
const LONGEST = 'tests/main/start.test.ts';
const WHOLE = [
  LONGEST,
  'tests/e2e/**/*.test.ts',
  'tests/journey.test.ts',
  'tests/journey/**/*.test.ts',
  'tests/sandbox/page.test.ts',
  'tests/sandbox/phone.test.ts',
];
/** These make modules anew, need them unread, or leave a page that belongs to a person: those of other files would break. */
export const OWN = [
  'tests/miniapp/api-build.test.ts',
  'tests/miniapp/bridge/feishu.test.ts',
  'tests/miniapp/signed-out.test.ts',
];
/** One at a time: what promises a time. */
const TIMED = ['tests/flow/custom-rule/custom-rule.test.ts', 'tests/flow/leaver/leaver.test.ts'];

/** The longest file first, or one worker waits for it at the end while the other has nothing to do. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(LONGEST);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** Files of a group share the modules of their worker (loading them is most of a small file's time) unless it isolates. */
const group = (
  name: string,
  groupOrder: number,
  files: { include: string[]; exclude?: string[]; isolate?: boolean; maxWorkers?: number },
): TestProjectInlineConfiguration => ({
  test: {
    ...patience,
    name,
    execArgv: ASKABLE,
    isolate: false,
    maxWorkers: workers,
    sequence: { groupOrder },
    setupFiles: ['tests/support/leave-clean.ts'],
    ...files,
  },
});

/** `npm test`: the groups one after the other. One file alone runs without this as well. */
export default defineConfig({
  test: {
    // The groups and the next run share what was transformed: one file alone starts in half the time.
    experimental: { fsModuleCache: true },
    sequence: { sequencer: LongestFirst },
    projects: [
      group('pure', 1, { include: PURE }),
      group('parts', 2, { include: ['tests/**/*.test.ts'], exclude: [...PURE, ...OWN, ...WHOLE, ...TIMED] }),
      group('own', 3, { include: OWN, isolate: true }),
      group('whole', 4, { include: WHOLE }),
      group('timed', 5, { include: TIMED, maxWorkers: 1 }),
    ],
  },
});
