import type { Bench, BenchResult } from './bench.ts';

type Io = Readonly<{ out: (line: string) => void; err: (line: string) => void }>;

/**
 * `bench` runs all, `bench NAME` one, `bench --list` names them. The table goes to `err`, last comes one JSON line on `out`. The exit
 * code: 0 every goal reached, 1 failed or a goal missed, 2 wrong usage.
 */
export async function runBenches(
  args: readonly string[],
  benches: readonly Bench[],
  io: Io,
): Promise<0 | 1 | 2> {
  const names = benches.map(({ name }) => name);
  const [asked, ...more] = args;
  if (asked === '--list' && more.length === 0) {
    for (const { name, about } of benches) io.out(`${name}\t${about}`);
    return 0;
  }
  if (more.length > 0 || (asked !== undefined && !names.includes(asked))) {
    io.err(`bench: usage: npm run bench [-- NAME | --list]; names: ${names.join(', ')}`);
    return 2;
  }
  try {
    const chosen = benches.filter(({ name }) => asked === undefined || name === asked);
    const result = await runAll(chosen, io);
    io.out(JSON.stringify({ bench: asked ?? 'foundation', ...result }));
    return result.bars.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    io.err(`bench: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

async function runAll(benches: readonly Bench[], io: Io): Promise<BenchResult> {
  const results: BenchResult[] = [];
  for (const bench of benches) {
    io.err(`${bench.name}: ${bench.about}`);
    const result = await bench.run((line) => io.err(`  ${line}`));
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
