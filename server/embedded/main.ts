import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './index.ts';

const USAGE =
  'usage: npm run -s embedded -- --dir FOLDER [--port N] [--no-sync] [--with-parent]\n       other uses: --check, --backup, --restore (see server/embedded/README.md)';
type Options = Pick<EmbeddedOptions, 'dir' | 'port' | 'noSync'> & { withParent: boolean };

await main();

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  try {
    const embedded = await startEmbedded({ ...options, ownProcess: true });
    const stop = stopOnSignals(embedded);
    if (options.withParent) obeyParent(embedded, stop);
    process.stdout.write(`${embedded.uri}\n`);
  } catch (error) {
    console.error(`embedded database: ${explainFailure(error, options)}`);
    process.exitCode = 1;
  }
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        dir: { type: 'string' },
        port: { type: 'string' },
        'no-sync': { type: 'boolean', default: false },
        'with-parent': { type: 'boolean', default: false },
      },
    });
    const { dir, port, 'no-sync': noSync, 'with-parent': withParent } = values;
    if (!dir || (port !== undefined && !isPort(port))) return undefined;
    return { dir, port: port === undefined ? undefined : Number(port), noSync, withParent };
  } catch {
    return undefined;
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function stopOnSignals(embedded: Embedded): () => void {
  let isStopping = false;
  const stop = (): void => {
    if (!isStopping) void embedded.close().then(() => process.exit(0));
    isStopping = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return stop;
}

/** Carries out each line of stdin and repeats it on stdout when that is done; the end of stdin means that the parent is gone. */
function obeyParent(embedded: Embedded, stop: () => void): void {
  const orders: Readonly<Record<string, () => void>> = {
    'flush-later': embedded.flushLater,
    'flush-now': embedded.flushNow,
  };
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      orders[line]?.();
      process.stdout.write(`${line}\n`);
    })
    .once('close', stop);
}

function explainFailure(error: unknown, options: Options): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${options.port} is taken`;
  if (
    typeof code === 'string' &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST'].includes(code)
  ) {
    return `cannot write in the folder ${options.dir} (${code})`;
  }
  return error instanceof Error ? error.message : String(error);
}
