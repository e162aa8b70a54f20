import { CsvError, parse } from 'csv-parse';
import type { RecordKind } from '../../contract/records.ts';
import { invalidInput } from '../../errors.ts';
import { columnNamed, fillField, RECORD_COLUMNS } from './record-columns.ts';

const MAX_ROW_CHARS = 100_000;

/** A row of a file of records as an unparsed body and its own id; `row` counts from 1 below the header. */
export type RecordRow = Readonly<{
  row: number;
  externalId: unknown;
  body: Readonly<Record<string, unknown>>;
}>;

/**
 * Reads a CSV of records row by row: UTF-8 (with or without a mark) or GB 18030 as Chinese office programs write it. Refuses the whole
 * file (400 invalid_input) only when its header or quoting cannot be read.
 */
export async function* readRecordRows(
  kind: RecordKind,
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterable<RecordRow> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    // A quote in the middle of a cell is a letter there; office programs write such cells.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARS,
  });
  const feeding = feed(parser, bytes);
  let columns: ReturnType<typeof readHeader> | null = null;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (columns === null) {
        columns = readHeader(kind, cells);
        continue;
      }
      row += 1;
      const filled: Record<string, unknown> = {};
      columns.forEach((column, at) => column && fillField(filled, column, cells[at] ?? ''));
      const { externalId, ...body } = filled;
      yield { row, externalId, body };
    }
  } catch (error) {
    throw toFault(error);
  } finally {
    parser.destroy();
    await feeding.catch(() => undefined);
  }
  if (columns === null)
    throw invalidInput([{ field: 'file', reason: 'empty: the first line names the columns' }]);
}

async function feed(parser: ReturnType<typeof parse>, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const text of decode(bytes)) {
      if (parser.destroyed) return;
      if (!parser.write(text))
        await new Promise<void>((go) => void parser.once('drain', go).once('close', go));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error('unreadable'));
  }
}

/** The first part decides: what is not UTF-8 is taken for GB 18030. */
async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const part of bytes) {
    decoder ??= new TextDecoder(isUtf8(part) ? 'utf-8' : 'gb18030');
    yield decoder.decode(part, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** A part may end within a character: up to three bytes are forgiven. */
function isUtf8(part: Uint8Array): boolean {
  return [0, 1, 2, 3].some((cut) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(part.subarray(0, Math.max(0, part.length - cut)));
      return true;
    } catch {
      return false;
    }
  });
}

function readHeader(kind: RecordKind, cells: readonly string[]) {
  const columns = cells.map((cell) => columnNamed(kind, cell));
  const unknown = cells.filter((cell, at) => !columns[at] && cell.trim() !== '');
  const allowed = RECORD_COLUMNS[kind].map(({ names }) => names[0]).join(', ');
  if (unknown.length > 0)
    throw invalidInput([
      {
        field: 'header',
        reason: `no column of ${kind}: ${unknown.slice(0, 5).join(', ').slice(0, 200)}; allowed: ${allowed}`,
      },
    ]);
  if (!columns.some((column) => column?.field === 'externalId'))
    throw invalidInput([{ field: 'header', reason: `externalId is missing; allowed: ${allowed}` }]);
  return columns;
}

const CSV_FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_MAX_RECORD_SIZE: `a row is longer than ${MAX_ROW_CHARS} characters`,
};

/** The line is the parser's own: rows read before it may not have been asked for yet. */
function toFault(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const lines: unknown = error['lines'];
  const what = CSV_FAULTS[error.code] ?? error.code;
  return invalidInput([{ field: 'file', reason: `cannot be read as CSV: ${what}, line ${String(lines)}` }]);
}
