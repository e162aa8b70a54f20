import { answerHelp } from './help.ts';
import { USAGE } from './replay/options.ts';
import { runReplay } from './replay/run-replay.ts';

const args = process.argv.slice(2);
process.exitCode =
  answerHelp(args, USAGE) ??
  (await runReplay(args, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: process.stderr,
  }));
