import { isOperation, runOperation } from './embedded/run-operation.ts';

const args = process.argv.slice(2);
if (isOperation(args)) {
  process.exitCode = await runOperation(args, process.env['MONGODB_URI'], {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
} else await import('../embedded/main.ts');
