import { answerHelp } from './help.ts';
import { USAGE } from './judge/options.ts';
import { runJudge } from './judge/run-judge.ts';

const args = process.argv.slice(2);
process.exitCode =
  answerHelp(args, USAGE) ??
  (await runJudge(args, {
    stdout: process.stdout,
    err: (line) => process.stderr.write(`${line}\n`),
    stdin: process.stdin,
  }));
