import { appendFileSync } from 'node:fs';
import { defaultReportMessage, type Parameters } from 'fast-check';

/** How often to repeat here: the small number of `npm test`, or what `npm run test:long` asks for. */
export function plannedRuns(small: number): number {
  const asked = process.env['RUNS'];
  return asked === undefined || asked === '' ? small : Number(asked);
}

/** fast-check parameters that repeat as planned and count what was really run for `npm run test:long`. */
export function repeat<T>(small: number): Parameters<T> {
  return {
    numRuns: plannedRuns(small),
    reporter: (details) => {
      countRuns(details.numRuns, details.failed ? 1 : 0);
      if (details.failed) throw new Error(defaultReportMessage(details), { cause: details.errorInstance });
    },
  };
}

/** Tells `npm run test:long` how many repetitions were run and how many of them failed. */
export function countRuns(ran: number, failed: number): void {
  const log = process.env['RUNS_LOG'];
  if (log !== undefined) appendFileSync(log, `${ran} ${failed}\n`);
}
