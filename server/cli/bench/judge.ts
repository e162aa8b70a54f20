import { assessPeriod } from '../../domain/detectors/assess-period.ts';
import type { PeriodEvidence } from '../../domain/detectors/evidence.ts';
import { buildWorkDay } from '../../domain/detectors/day/work-day.ts';
import { readFixes } from '../../domain/period/read-fixes.ts';
import { readPeriod } from '../../domain/period/read-period.ts';
import { atLeast, atMost, quantile, rounded, type Bench } from './bench.ts';
import { makePeriod } from './judge/made-period.ts';
import { timeJudge, writePeriods, type JudgeFigures } from './judge/judge-process.ts';
import { withTempFolder } from './temp-folder.ts';

const PEOPLE = 30;
const HISTORY_DAYS = 20;
/**
 * Rounds that are told apart: the compilers settle after some 2,400 days (p50 falls by a third until then and no more after), and a night
 * of 10,000 people has 30,000.
 */
const WARM_ROUNDS = 80;
const ROUNDS = 20;
const PERIODS = 1000;
/**
 * How many times as long a second file is, to show whether memory grows with the input; below 1,000 periods the heaps are still filling.
 */
const LONGER = 3;
const TURNS = 3;
/** Seconds between fixes: 1,080 a day in process, half of it in the file. */
const DAY_STEP_S = 30;
const FILE_STEP_S = 60;

/** One day of one person in process, and the command over a file with one and two workers. */
export const judge: Bench = {
  name: 'judge',
  about: `one employee-day with all detectors; the judge command over ${PERIODS} periods of 5 days, 1 and 2 workers`,
  onlyByName: true,
  run: (say) =>
    withTempFolder(async (folder) => {
      const days = timeDays();
      say(
        `${days.count} days of ${days.fixes} fixes: p50 ${days.p50Ms} ms, p99 ${days.p99Ms} ms; the first ${days.coldCount}: p50 ${days.coldP50Ms} ms`,
      );
      const long = writePeriods(folder, { periods: LONGER * PERIODS, stepS: FILE_STEP_S });
      const file = writePeriods(folder, { periods: PERIODS, stepS: FILE_STEP_S });
      const [one, two] = await timeInTurn(file, [1, 2]);
      const sideBySide = await timeSideBySide(
        writePeriods(folder, { periods: PERIODS / 2, stepS: FILE_STEP_S }),
      );
      const longer = await timeJudge(long, 2);
      say(`${PERIODS} periods, ${one.fixes} fixes: 1 worker ${one.seconds} s, 2 workers ${two.seconds} s`);
      say(
        `peak memory with 2 workers: ${two.peakMemoryMb} MB of ${PERIODS}, ${longer.peakMemoryMb} MB of ${LONGER * PERIODS}`,
      );
      const speedUp = rounded(one.seconds / two.seconds);
      const machineGain = rounded(one.seconds / sideBySide);
      say(
        `this machine's second core: two commands side by side, half the file each, ${machineGain} times one`,
      );
      const memoryRatio = rounded(longer.peakMemoryMb / two.peakMemoryMb);
      return {
        figures: {
          dayP50Ms: days.p50Ms,
          dayP99Ms: days.p99Ms,
          dayColdP50Ms: days.coldP50Ms,
          fileFixesPerS1: one.fixesPerS,
          fileFixesPerS2: two.fixesPerS,
          speedUp2Workers: speedUp,
          speedUp2Commands: machineGain,
          peakMemoryMb: two.peakMemoryMb,
          memoryRatio3xFile: memoryRatio,
        },
        bars: [
          atMost('S5 dayP50Ms', 1, days.p50Ms),
          atMost('S5 dayP99Ms', 5, days.p99Ms),
          atLeast('S5 speedUp2Workers', 1.6, speedUp),
          atMost('S5 memoryRatio3xFile', 1.2, memoryRatio),
        ],
      };
    }),
};

/**
 * The run of median length for each number of workers, after one run of each that does not count (it leaves the threads' script for the
 * others). The runs take turns, so that whatever else the machine does meets all alike.
 */
async function timeInTurn(file: string, [one, two]: [number, number]): Promise<[JudgeFigures, JudgeFigures]> {
  await timeJudge(file, two);
  const ones: JudgeFigures[] = [];
  const twos: JudgeFigures[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    ones.push(await timeJudge(file, one));
    twos.push(await timeJudge(file, two));
  }
  return [middleOf(ones), middleOf(twos)];
}

/** Seconds until both of two commands of their own have ended: what two workers could gain here if they shared nothing. */
async function timeSideBySide(half: string): Promise<number> {
  const turns: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const both = await Promise.all(['a', 'b'].map((name) => timeJudge(half, 1, `${half}.${name}`)));
    turns.push(Math.max(...both.map(({ seconds }) => seconds)));
  }
  return quantile(turns, 0.5);
}

function middleOf(runs: readonly JudgeFigures[]): JudgeFigures {
  const middle = runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
  if (!middle) throw new RangeError('no run');
  return middle;
}

type DayTimes = {
  count: number;
  fixes: number;
  p50Ms: number;
  p99Ms: number;
  coldCount: number;
  coldP50Ms: number;
};

/** Cleaning the day and judging it; baseline, places and records are there. The first rounds, in which engines compile, are told apart. */
function timeDays(): DayTimes {
  const people = Array.from({ length: PEOPLE }, (_, n) => {
    const period = makePeriod(n, { historyDays: HISTORY_DAYS, judgedDays: 1, stepS: DAY_STEP_S });
    return { evidence: readPeriod(period), track: readFixes(period.fixes) };
  });
  const times: number[] = [];
  const cold: number[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++)
    for (const { evidence, track } of people) {
      const startMs = performance.now();
      judgeDay(evidence, track);
      (round < WARM_ROUNDS ? cold : times).push(performance.now() - startMs);
    }
  const fixes = people[0]?.evidence.days[0]?.track.atMs.length ?? 0;
  return {
    count: times.length,
    fixes,
    p50Ms: rounded(quantile(times, 0.5)),
    p99Ms: rounded(quantile(times, 0.99)),
    coldCount: cold.length,
    coldP50Ms: rounded(quantile(cold, 0.5)),
  };
}

function judgeDay(evidence: PeriodEvidence, track: ReturnType<typeof readFixes>): void {
  const days = evidence.days.map(({ schedule }) => buildWorkDay({ schedule, track }));
  assessPeriod({ ...evidence, days });
}
