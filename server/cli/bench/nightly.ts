import { addDays } from '../../domain/time.ts';
import { detectNightly } from '../../flow/detect.ts';
import { BenchUsageError, rounded, type Bench, type BenchResult } from './bench.ts';
import { startEmbeddedProcess } from './embedded-process.ts';
import { fillCompany } from './nightly/company.ts';
import { TOWN_DAYS } from './nightly/made-town.ts';
import { nightDeps } from './nightly/night.ts';
import { readOutcome, type Outcome } from './nightly/outcome.ts';
import { withStore } from './nightly/with-store.ts';
import { withTempFolder } from './temp-folder.ts';

const PEOPLE = 10_000;
/** The day whose early morning the first night is: it judges the three before. The night after it judges one that is new to it. */
const NIGHT_DAY = '2026-03-27';

/** The nightly judgement of a whole company on the embedded store: the first night, and once more when nothing has changed. */
export const nightly: Bench = {
  name: 'nightly',
  about: `${PEOPLE.toLocaleString('en-US')} people with ${TOWN_DAYS} days of fixes, punches and records each, one in a hundred misbehaving, judged in one night with the store on the same machine`,
  usage: '[--people N]',
  onlyByName: true,
  run: (say, args) =>
    withTempFolder(async (folder) => {
      const people = readPeople(args);
      const store = await startEmbeddedProcess(folder);
      try {
        return await withStore(store.uri, () => measure(people, say));
      } finally {
        await store.stop();
      }
    }),
};

async function measure(people: number, say: (line: string) => void): Promise<BenchResult> {
  const filled = await timed(() => fillCompany(people, say));
  const { fixes, planted } = filled.value;
  say(
    `${fixes.toLocaleString('en-US')} fixes of ${people} people stored in ${filled.seconds.toFixed(0)} s; ${planted} misbehave`,
  );
  const first = await timed(() => detectNightly(nightDeps(NIGHT_DAY), progressOf(say)));
  const firstMb = memoryMb();
  say(`first night: ${first.value} shifts in ${first.seconds.toFixed(1)} s`);
  const again = await timed(() => detectNightly(nightDeps(NIGHT_DAY)));
  say(`the same night again: ${again.value} shifts in ${again.seconds.toFixed(1)} s`);
  const second = await timed(() => detectNightly(nightDeps(addDays(NIGHT_DAY, 1)), progressOf(say)));
  say(`the night after: ${second.value} shifts in ${second.seconds.toFixed(1)} s`);
  const outcome = await readOutcome();
  say(tellOutcome(outcome));
  return {
    figures: {
      nightlyPeople: people,
      nightlyPlanted: planted,
      nightlyFixes: fixes,
      nightlyFillS: rounded(filled.seconds),
      nightlyFirstS: rounded(first.seconds),
      nightlyFirstShifts: first.value,
      nightlyUnchangedS: rounded(again.seconds),
      nightlyUnchangedShifts: again.value,
      nightlySecondS: rounded(second.seconds),
      nightlySecondShifts: second.value,
      nightlyShiftsPerS: rounded(first.value / first.seconds),
      nightlyFirstMb: firstMb,
      nightlySecondMb: memoryMb(),
      nightlyFindings: outcome.findings,
      nightlySupported: outcome.supported,
      nightlyAlerts: outcome.alerts,
      nightlyNudges: outcome.nudges,
      nightlyCards: outcome.cards,
    },
    bars: [],
  };
}

function tellOutcome({ shifts, findings, supported, shiftsWithSupported, ...told }: Outcome): string {
  return (
    `${shifts} shifts: ${findings} findings, ${supported} supported in ${shiftsWithSupported} shifts; ` +
    `${told.alerts} alerts: ${told.nudges} people told first, ${told.cards} cards to managers within their weekly budget`
  );
}

const memoryMb = (): number => Math.round(process.memoryUsage.rss() / 1024 / 1024);

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const startMs = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startMs) / 1000 };
}

function progressOf(say: (line: string) => void): (done: number, of: number) => void {
  let shown = 0;
  return (done, of) => {
    const tenth = Math.floor((10 * done) / of);
    if (tenth > shown) say(`${tenth * 10} %, ${memoryMb()} MB`);
    shown = Math.max(shown, tenth);
  };
}

function readPeople(args: readonly string[]): number {
  if (args.length === 0) return PEOPLE;
  const people = Number(args[1]);
  if (args.length !== 2 || args[0] !== '--people' || !Number.isInteger(people) || people < 1)
    throw new BenchUsageError('nightly takes --people N, a whole number from 1 on');
  return people;
}
