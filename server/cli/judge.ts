import { setFlagsFromString } from 'node:v8';
import { runJudge } from './judge/run-judge.ts';

/**
 * Bytes of bytecode a function runs before V8 optimizes it: four times the default of Node 20. Each thread optimizes for itself, on the
 * cores that judge; half of the functions it optimizes by default never earn that back, and no line is judged slower.
 */
const OPTIMIZE_AFTER_BYTES = 4 * 132 * 1024;

setFlagsFromString(`--interrupt-budget=${OPTIMIZE_AFTER_BYTES}`);
process.exitCode = await runJudge(process.argv.slice(2), {
  stdout: process.stdout,
  err: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
});
