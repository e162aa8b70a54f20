import { describeError } from '../errors.ts';

/** ENOSPC of Linux and macOS, as lmdb hands it on. */
const LMDB_NO_SPACE = 28;

/**
 * Ends the process when something failed that nobody waited for: its state is unknown. Node's own report would hold the error's message
 * and fields, and so perhaps what people sent.
 */
export function endOnUnexpected(): void {
  process.on('uncaughtException', (error) => {
    const what = isDiskFull(error)
      ? 'stopped: no room left on the disk of the data folder (DATA_DIR); free some space there and start again'
      : `stopped by an unexpected error: ${JSON.stringify(describeError(error))}`;
    process.stderr.write(`mingqin: ${what}\n`);
    process.exit(1);
  });
}

/** As Node names it, or as lmdb numbers it. */
function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === LMDB_NO_SPACE;
}
