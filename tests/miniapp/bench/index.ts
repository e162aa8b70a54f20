import type { BenchResult } from '../../../server/cli/bench/bench.ts';
import { measureEnergy } from './energy.ts';
import { measureFirstScreen } from './first-screen.ts';

/** The program behind `npm run bench -- phone`: lines on stderr, the result as the last line on stdout. */
const PARTS = { screen: measureFirstScreen, energy: measureEnergy };

const asked = process.argv[2];
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const results: BenchResult[] = [];
for (const [name, measure] of Object.entries(PARTS))
  if (asked === undefined || asked === name) results.push(await measure(say));
const result: BenchResult = {
  figures: Object.assign({}, ...results.map(({ figures }) => figures)),
  bars: results.flatMap(({ bars }) => bars),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
