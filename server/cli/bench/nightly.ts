import { addDays } from '../../domain/time.ts';
import { detectNightly } from '../../flow/detect.ts';
import { BenchUsageError, rounded, type Bench, type BenchResult } from './bench.ts';
import { startEmbeddedProcess } from './embedded-process.ts';
import { fillCompany, NIGHTLY_DAYS, nightDeps, NIGHT_DAY } from './nightly/company.ts';
import { withStore } from './nightly/with-store.ts';
import { withTempFolder } from './temp-folder.ts';

const PEOPLE = 10_000;

/** The nightly judgement of a whole company on the embedded store: the first night, and once more when nothing has changed. */
export const nightly: Bench = {
  name: 'nightly',
  about: `${PEOPLE.toLocaleString('en-US')} people with ${NIGHTLY_DAYS} days of fixes each, judged in one night with the store on the same machine`,
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
  say(`${filled.value.fixes.toLocaleString('en-US')} fixes stored in ${filled.seconds.toFixed(0)} s`);
  const first = await timed(() => detectNightly(nightDeps(NIGHT_DAY), progressOf(say)));
  say(`first night: ${first.value} shifts in ${first.seconds.toFixed(1)} s`);
  const again = await timed(() => detectNightly(nightDeps(NIGHT_DAY)));
  say(`the same night again: ${again.value} shifts in ${again.seconds.toFixed(1)} s`);
  const next = addDays(NIGHT_DAY, 1);
  const second = await timed(() => detectNightly(nightDeps(next), progressOf(say)));
  say(`the night after: ${second.value} shifts in ${second.seconds.toFixed(1)} s`);
  return {
    figures: {
      nightlyPeople: people,
      nightlyFixes: filled.value.fixes,
      nightlyFirstS: rounded(first.seconds),
      nightlyFirstShifts: first.value,
      nightlyUnchangedS: rounded(again.seconds),
      nightlySecondS: rounded(second.seconds),
      nightlySecondShifts: second.value,
      nightlyShiftsPerS: rounded(first.value / first.seconds),
    },
    bars: [],
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const startMs = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startMs) / 1000 };
}

function progressOf(say: (line: string) => void): (done: number, of: number) => void {
  let shown = 0;
  return (done, of) => {
    const tenth = Math.floor((10 * done) / of);
    if (tenth > shown) say(`${tenth * 10} %`);
    shown = Math.max(shown, tenth);
  };
}

function readPeople(args: readonly string[]): number {
  if (args.length === 0) return PEOPLE;
  const people = Number(args[1]);
  if (args.length !== 2 || args[0] !== '--people' || !Number.isInteger(people) || people < 1)
    throw new BenchUsageError();
  return people;
}
