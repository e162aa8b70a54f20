import type { Execution } from '../../contract/view-sanction.ts';
import { csvCell } from '../../domain/csv-cell.ts';
import { clockOf, dayOf } from '../../domain/time.ts';

const COLUMNS = [
  'caseNo',
  'employeeNo',
  'executedAt',
  'decisionId',
  'decidedBy',
  'measures',
  'deductionFen',
  'deductionMonth',
  'fineFen',
  'agreement',
  'changedAt',
  'revokedAt',
] as const satisfies readonly (keyof Execution)[];
const TIMES: ReadonlySet<string> = new Set(['executedAt', 'changedAt', 'revokedAt']);

/** With a mark, so that spreadsheets read it as UTF-8; times as the company's clocks show them, with the zone in the heading. */
export function executionsCsv(rows: readonly Execution[], timeZone: string): string {
  const heading = COLUMNS.map((name) => (TIMES.has(name) ? `${name} (${timeZone})` : name));
  const cellOf = (row: Execution, name: (typeof COLUMNS)[number]): string =>
    csvCell(TIMES.has(name) ? localTime(String(row[name]), timeZone) : String(row[name]));
  const lines = rows.map((row) => COLUMNS.map((name) => cellOf(row, name)).join(','));
  return `\uFEFF${[heading.join(','), ...lines].join('\r\n')}\r\n`;
}

function localTime(at: string, timeZone: string): string {
  if (at === '') return '';
  const then = new Date(at);
  return `${dayOf(then, timeZone)} ${clockOf(then, timeZone)}`;
}
