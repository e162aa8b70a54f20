import { runJudge } from './judge/run-judge.ts';

process.exitCode = await runJudge(process.argv.slice(2), {
  stdout: process.stdout,
  err: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
});
