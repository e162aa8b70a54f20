import { setTimeout as wait } from 'node:timers/promises';
import { describeError } from '../errors.ts';

/** ENOSPC of Linux and macOS, as lmdb hands it on. */
const LMDB_NO_SPACE = 28;
/** It is told in the same turn. */
const REASON_MS = 500;

/**
 * Ends the process when something failed that nobody waited for: its state is unknown. Node's own report would hold the error's message
 * and fields, and so perhaps what people sent.
 */
export function endOnUnexpected(): void {
  process.on('uncaughtException', (cause) => {
    if ('commitError' in cause) void endWithReason(cause, cause.commitError);
    else end(cause);
  });
}

/** Why a commit failed lmdb tells in a promise of its own. */
async function endWithReason(failed: unknown, reason: unknown): Promise<void> {
  try {
    await Promise.race([reason, wait(REASON_MS)]);
    end(failed);
  } catch (error) {
    end(error);
  }
}

function end(error: unknown): void {
  const what = isDiskFull(error)
    ? 'stopped: no room left on the disk of the data folder (DATA_DIR); free some space there and start again'
    : `stopped by an unexpected error: ${JSON.stringify(describeError(error))}`;
  process.stderr.write(`mingqin: ${what}\n`);
  process.exit(1);
}

/** As Node names it, or as lmdb numbers it. */
function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === LMDB_NO_SPACE;
}
