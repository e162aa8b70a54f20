import { describeError } from '../errors.ts';

/**
 * Ends the process when something failed that nobody waited for: its state is unknown. Node's own report would hold the error's message
 * and fields, and so perhaps what people sent.
 */
export function endOnUnexpected(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(
      `mingqin: stopped by an unexpected error: ${JSON.stringify(describeError(error))}\n`,
    );
    process.exit(1);
  });
}
