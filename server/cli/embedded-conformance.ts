import { runConformance } from './conformance/run-conformance.ts';

process.exitCode = await runConformance(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
