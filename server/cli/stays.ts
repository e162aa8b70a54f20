import { answerHelp } from './help.ts';
import { USAGE } from './stays/options.ts';
import { runStays } from './stays/run-stays.ts';

const args = process.argv.slice(2);
process.exitCode =
  answerHelp(args, USAGE) ??
  (await runStays(args, {
    out: (text) => process.stdout.write(text),
    err: (line) => process.stderr.write(`${line}\n`),
    stdin: process.stdin,
  }));
