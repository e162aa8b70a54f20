import { runStays } from './stays/run-stays.ts';

process.exitCode = await runStays(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
});
