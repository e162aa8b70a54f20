import { answerHelp } from './help.ts';
import { USAGE } from './import/options.ts';
import { runImport } from './import/run-import.ts';

const args = process.argv.slice(2);
process.exitCode =
  answerHelp(args, USAGE) ??
  (await runImport(args, {
    out: (line) => console.log(line),
    err: process.stderr,
  }));
