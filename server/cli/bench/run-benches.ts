import { BenchUsageError, type Bench, type BenchResult } from './bench.ts';

type Io = Readonly<{ out: (line: string) => void; err: (line: string) => void }>;

/**
 * `bench` runs the foundation set, `bench NAME` one, `bench --list` (or `--help`) names them. The table goes to `err`, last comes one JSON line on `out`. The exit
 * code: 0 every goal reached, 1 failed or a goal missed, 2 wrong usage.
 */
export async function runBenches(
  args: readonly string[],
  benches: readonly Bench[],
  io: Io,
): Promise<0 | 1 | 2> {
  const names = benches.map(({ name }) => name);
  const [asked, ...more] = args;
  const usage = (): 2 => {
    const own = benches.flatMap(({ name, usage: text }) => (text === undefined ? [] : [`; ${name} ${text}`]));
    io.err(`bench: usage: npm run bench [-- NAME | --list]; names: ${names.join(', ')}${own.join('')}`);
    return 2;
  };
  if (asked === '--list' || asked === '--help') {
    for (const { name, about } of benches) io.out(`${name}\t${about}`);
    return 0;
  }
  const chosen = benches.filter((bench) => (asked === undefined ? !bench.onlyByName : bench.name === asked));
  if (chosen.length === 0 || (more.length > 0 && chosen[0]?.usage === undefined)) return usage();
  try {
    const result = await runAll(chosen, more, io);
    io.out(JSON.stringify({ bench: asked ?? 'foundation', ...result }));
    return result.bars.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    if (error instanceof BenchUsageError) {
      if (error.message !== '') io.err(`bench: ${error.message}`);
      return usage();
    }
    io.err(`bench: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

async function runAll(benches: readonly Bench[], args: readonly string[], io: Io): Promise<BenchResult> {
  const results: BenchResult[] = [];
  for (const bench of benches) {
    io.err(`${bench.name}: ${bench.about}`);
    const result = await bench.run((line) => io.err(`  ${line}`), args);
    printTable(result, io);
    results.push(result);
  }
  return {
    figures: Object.assign({}, ...results.map(({ figures }) => figures)),
    bars: results.flatMap(({ bars }) => bars),
  };
}

function printTable({ figures, bars }: BenchResult, io: Io): void {
  for (const [name, value] of Object.entries(figures))
    io.err(`  ${name.padEnd(28)}${value.toLocaleString('en-US').padStart(16)}`);
  for (const { id, want, got, ok } of bars)
    io.err(
      `  ${ok ? 'ok    ' : 'MISSED'} ${id}: ${got.toLocaleString('en-US')} (goal ${want.toLocaleString('en-US')})`,
    );
}
