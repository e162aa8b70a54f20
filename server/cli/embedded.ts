import { isOperation, runOperation } from './embedded/run-operation.ts';

const args = process.argv.slice(2);
if (isOperation(args)) {
  process.exitCode = await runOperation(args, process.env['MONGODB_URI'], {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
} else {
  // Set up before anyone knows that it runs, and may end it.
  if (process.env['npm_lifecycle_event'] === 'embedded') stopWithNpm();
  await import('../embedded/main.ts');
}

/** A signal ends npm and its shell, and they tell no one; but a process that loses its parent gets another one, which shows. */
function stopWithNpm(): void {
  const { ppid } = process;
  setInterval(() => process.ppid === ppid || process.kill(process.pid, 'SIGTERM'), 1000).unref();
}
