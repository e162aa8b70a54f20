import { csvCell } from '../../domain/csv-cell.ts';

/** A mark that tells spreadsheets the text is UTF-8. */
const BOM = '\uFEFF';

/**
 * Rows as CSV (RFC 4180) with one header: nested objects become dotted columns, lists stay JSON, instants ISO 8601. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it (ASVS 1.2.10).
 */
export function writeCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const flat = rows.map((row) => flatten(row));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = [columns, ...flat.map((row) => columns.map((column) => row.get(column)))];
  return BOM + lines.map((cells) => cells.map(cellOf).join(',')).join('\r\n') + '\r\n';
}

function flatten(row: Readonly<Record<string, unknown>>, prefix = ''): Map<string, unknown> {
  const cells = new Map<string, unknown>();
  for (const [key, value] of Object.entries(row)) {
    if (isPlainObject(value))
      for (const [path, inner] of flatten(value, `${prefix}${key}.`)) cells.set(path, inner);
    else cells.set(`${prefix}${key}`, value);
  }
  return cells;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return csvCell(typeof value === 'string' ? value : JSON.stringify(value));
}
