import type { RecordKind } from '../../contract/records.ts';
import { recordFault, type RecordFault } from '../../contract/texts/record-faults.ts';
import type { Language } from '../../contract/texts/sentence.ts';
import { invalidInput, type AppError } from '../../errors.ts';
import { joinRecords, UnreadableCsv } from './csv-records.ts';
import { fillField } from './record-cells.ts';
import { columnNamed } from './record-columns.ts';
import { allowedTitles } from './record-template.ts';
import { NO_LETTER, textOf } from './record-text.ts';
import { linesOf } from './text-lines.ts';

const MAX_ROW_CHARS = 100_000;
/** What may stand in a name or an address too, and is therefore no separator. */
const NO_SEPARATORS = [
  { sign: '；', zh: '中文分号', en: 'Chinese semicolon' },
  { sign: '，', zh: '中文逗号', en: 'Chinese comma' },
] as const;

/** A row of a file of records; `row` counts from 1 below the header, empty ones too, `line` is where it begins in the file. */
export type RecordRow = Readonly<{ row: number; line: number }> &
  (
    | Readonly<{
        externalId: unknown;
        body: Readonly<Record<string, unknown>>;
        /** The names the file gives to fields. */
        columnOf: ReadonlyMap<string, string>;
        /** Of another system, where its number says nothing: it is found by its id. */
        isPulled?: true;
        /** It says at this path that it is void: its record is taken back. */
        voidBy?: string;
      }>
    | Readonly<{
        /** Its cells cannot be trusted: a quote is not closed, or it has letters of no known encoding. */
        unread: 'quote' | 'letters';
      }>
  );

type How = Readonly<{ kind: RecordKind; language: Language; timeZone: string }>;

/**
 * Reads a CSV of records row by row, as office programs write it: UTF-8 (with or without a mark), UTF-16 with its mark or GB 18030; commas,
 * semicolons or tabs; times without a zone are the wall clock of `timeZone`. Empty rows are passed over. Refuses the whole
 * file (400 invalid_input) only when its header cannot be read or a line is no row by any measure.
 */
export async function* readRecordRows(
  { kind, language, timeZone }: How,
  bytes: AsyncIterable<Uint8Array>,
): AsyncIterable<RecordRow> {
  const refuse = refuseIn(language);
  let header: ReturnType<typeof readHeader> | null = null;
  let headerN = 0;
  try {
    for await (const { line, n, cells, openQuote } of joinRecords(
      linesOf(
        textOf(bytes, (fault) => refuse('file', fault)),
        MAX_ROW_CHARS,
      ),
      MAX_ROW_CHARS,
    )) {
      if (header === null) {
        if (openQuote) throw refuse('header', 'headerQuote');
        header = readHeader(kind, cells, language);
        headerN = n;
        continue;
      }
      const row = n - headerN;
      const unread = openQuote ? 'quote' : cells.some((cell) => cell.includes(NO_LETTER)) ? 'letters' : null;
      if (unread) {
        yield { row, line, unread };
        continue;
      }
      if (cells.every((cell) => cell.trim() === '')) continue;
      const filled: Record<string, unknown> = {};
      header.columns.forEach(
        (column, at) => column && fillField(filled, { column, timeZone }, cells[at] ?? ''),
      );
      const { externalId, ...body } = filled;
      yield { row, line, externalId, body, columnOf: header.columnOf };
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error;
    throw refuse('file', error.what, { line: error.line, max: MAX_ROW_CHARS });
  }
  if (header === null) throw refuse('file', 'emptyFile');
}

/** In the language of who sends the file: what a sentence names, as columns, has other words in the other one. */
type Refuse = (field: string, fault: RecordFault, named?: Record<string, string | number>) => AppError;

const refuseIn =
  (language: Language): Refuse =>
  (field, fault, named) => {
    const reason = recordFault(fault, language, named);
    return invalidInput([{ field, reason, zh: reason }]);
  };

function readHeader(kind: RecordKind, cells: readonly string[], language: Language) {
  const refuse = refuseIn(language);
  if (cells.some((cell) => /[\p{Cc}\uFFFD]/u.test(cell.replace(/\s/g, '')))) throw refuse('file', 'noText');
  const columns = cells.map((cell) => columnNamed(kind, cell));
  const [only = ''] = cells;
  const found = cells.length === 1 ? NO_SEPARATORS.find(({ sign }) => only.includes(sign)) : undefined;
  if (found) throw refuse('header', 'separator', { found: found[language] });
  const allowed = allowedTitles(kind, language).join(', ');
  const unknown = cells.filter((cell, at) => !columns[at] && cell.trim() !== '');
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 5).join(', ').slice(0, 200);
    throw refuse('header', 'noColumn', { unknown: shown, kind, allowed });
  }
  const columnOf = new Map<string, string>();
  columns.forEach((column, at) => {
    if (!column) return;
    const given = (cells[at] ?? '').trim();
    if (columnOf.has(column.field)) throw refuse('header', 'columnTwice', { column: given });
    columnOf.set(column.field, given);
  });
  if (!columnOf.has('externalId')) throw refuse('header', 'noIdColumn', { allowed });
  return { columns, columnOf };
}
