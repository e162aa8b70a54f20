import { rounded, type BenchResult } from '../bench.ts';
import type { CaseScore } from './case-score.ts';
import type { Planter } from './case.ts';
import { familyFigures } from './family-figures.ts';
import { show } from './measure.ts';
import { share } from './overall-figures.ts';
import { BEHAVIOURS } from './planters.ts';
import type { CaseRunner } from './run-cases.ts';
import { PINGS, POCKETS } from './sampling.ts';

type Say = (line: string) => void;

/** The behaviours that hang most on how often and how well a phone reports. */
const CURVE = [
  'competitor/10min',
  'competitor/20min',
  'second-job/3of10',
  'fabricated-visit/1km',
  'zone/60min-5km',
  'spoof/teleport',
  'spoof/freeze-0m',
  'spoof/straight-leg',
  'two-stores/3x60min',
];
const CURVE_SHARE = 1;
const POCKET_SHARE = 3;

/** Q5: the curve over ping interval, loss and noise. */
export function measurePings(runner: CaseRunner, seeds: readonly number[], say: Say): BenchResult {
  const figures: Record<string, number> = {};
  say('how phones report (R@5 %, AUC; test people):');
  for (const { name, change } of PINGS) {
    const planters = (planter: Planter) => CURVE.includes(planter.name);
    const all = runner.run({ seeds: seeds.slice(0, 1), share: CURVE_SHARE, planters, change });
    const scores = all.filter(({ half }) => half === 'test');
    const rows = BEHAVIOURS.filter(planters).map((planter) => familyFigures(scores, planter));
    say(`  ${name.padEnd(9)}${rows.map((row) => `${row.name} ${show(row.r5)} ${show(row.auc)}`).join('  ')}`);
    for (const row of rows) figures[`${name} ${row.name} r5`] = rounded(row.r5);
  }
  return { figures, bars: [] };
}

/** Q7: a phone in the pocket. What is found beside the full track, and whether anything is falsely found. */
export function measurePockets(runner: CaseRunner, seeds: readonly number[], say: Say): BenchResult {
  const run = (change?: (typeof POCKETS)[number]['change']) =>
    runner.run({ seeds: seeds.slice(0, 1), share: POCKET_SHARE, ...(change && { change }) });
  const full = run();
  const names = ['full', ...POCKETS.map(({ name }) => name)];
  const all = [full, ...POCKETS.map(({ change }) => run(change))];
  const detectors = [...new Set(BEHAVIOURS.flatMap((planter) => planter.detectors.slice(0, 1)))];
  say(`recall of supported verdicts by what the phone shows: ${names.join('  ')}`);
  for (const detector of detectors)
    say(`  ${detector.padEnd(22)}${all.map((scores) => show(recallOf(scores, detector))).join('  ')}`);
  const falseRates = all.map(falseRate);
  say(`  false alerts on clean ${falseRates.map(show).join('  ')}`);
  const most = Math.max(...falseRates.slice(1));
  return {
    figures: Object.fromEntries(
      names.map((name, at) => [`false alerts ${name}`, rounded(falseRates[at] ?? Number.NaN)]),
    ),
    bars: [
      {
        id: 'Q7 false alerts do not rise',
        want: rounded(falseRates[0] ?? 0),
        got: rounded(most),
        ok: most <= (falseRates[0] ?? 0) + 1e-9,
      },
    ],
  };
}

function recallOf(scores: readonly CaseScore[], detector: string): number {
  const own = BEHAVIOURS.filter(({ detectors }) => detectors[0] === detector).map(({ name }) => name);
  return share(
    scores.filter(({ name }) => own.includes(name)),
    ({ supported }) => supported.includes(detector),
  );
}

const falseRate = (scores: readonly CaseScore[]): number =>
  share(
    scores.filter(({ kind }) => kind !== 'behaviour'),
    ({ alert }) => alert !== null,
  );
