import { BENCHES } from './bench/index.ts';
import { runBenches } from './bench/run-benches.ts';

process.exitCode = await runBenches(process.argv.slice(2), BENCHES, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
