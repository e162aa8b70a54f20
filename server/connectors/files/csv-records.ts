import { splitRecord } from './csv-cells.ts';

/** The most lines one record may have: a fence of 500 corners, one a line. */
const MAX_LINES = 600;
/** Lines of one file that may be read a second time because of stray quotes; a file that needs more was made to waste time. */
const MAX_AGAIN = 50_000;

/**
 * A record of a CSV file; `n` counts from 1, blank lines too; `openQuote`: its line begins a quote that is not closed as it should be, and
 * has no cells to trust.
 */
type CsvRecord = Readonly<{ line: number; n: number; cells: readonly string[]; openQuote?: true }>;

/** A file that cannot be read on from this line. */
export class UnreadableCsv extends Error {
  readonly line: number;
  readonly what: 'longRow' | 'quotes';
  constructor(what: 'longRow' | 'quotes', line: number) {
    super(`${what} at line ${line}`);
    this.name = 'UnreadableCsv';
    this.what = what;
    this.line = line;
  }
}

/** Separators that office programs write. The one that splits the header into the most cells is taken, the first listed in a tie. */
const SEPARATORS = [',', ';', '\t'] as const;

function separatorOf(names: string): string {
  if (names.trim() === '') return '';
  const cellsBy = (sign: string): number => splitRecord(names, sign).cells.length;
  return SEPARATORS.reduce<string>((best, sign) => (cellsBy(sign) > cellsBy(best) ? sign : best), ',');
}

/**
 * Joins lines to records, `line` counting from 1. A cell in quotes may go over several lines. A stray quote must not swallow the rows
 * after it: when it is never closed, is closed in the middle of a cell, or has a whole row in it, only its own line is given up
 * and the next one is read anew. Throws UnreadableCsv at a line of more than `maxChars`.
 */
export async function* joinRecords(lines: AsyncIterable<string>, maxChars: number): AsyncIterable<CsvRecord> {
  const waiting = new WaitingLines(maxChars);
  for await (const line of lines) {
    waiting.add(line);
    yield* waiting.take(false);
  }
  yield* waiting.take(true);
}

/** Lines that wait because they are no whole record yet. */
class WaitingLines {
  readonly #maxChars: number;
  #lines: string[] = [];
  #firstLine = 1;
  /** Cells of the header and of the row before: how many a row has in this file. */
  #header = 0;
  #width = 0;
  #again = 0;
  #records = 0;
  #separator = '';

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#separator ||= separatorOf(line);
    if (line.length > this.#maxChars)
      throw new UnreadableCsv('longRow', this.#firstLine + this.#lines.length - 1);
  }

  /** The records that are whole; at the end, or when too much waits, what is still open is given up line by line. */
  *take(isEnd: boolean): Iterable<CsvRecord> {
    let have = isEnd ? 1 : this.#lines.length;
    while (this.#lines.length > 0 && have <= this.#lines.length) {
      const line = this.#firstLine;
      const read = this.#read(have);
      if (read === 'more' && !(isEnd && have === this.#lines.length)) {
        have += 1;
        continue;
      }
      const isLost = typeof read === 'string';
      const taken = isLost ? 1 : have;
      if (isLost) this.#payFor(have - 1);
      this.#lines.splice(0, taken);
      this.#firstLine += taken;
      have = 1;
      const n = (this.#records += 1);
      if (isLost) yield { line, n, cells: [], openQuote: true };
      else if (read.length > 1 || read[0] !== '') {
        this.#learn(read.length);
        yield { line, n, cells: read };
      }
    }
  }

  /** The record in the first lines, as many as `have`. */
  #read(have: number): readonly string[] | 'more' | 'stray' {
    const [first = ''] = this.#lines;
    if (have === 1) {
      const { cells, isOpen } = splitRecord(first, this.#separator || ',');
      return isOpen ? 'more' : cells;
    }
    const last = this.#lines[have - 1] ?? '';
    const lines = this.#lines.slice(0, have);
    const record = last.includes('"') ? splitRecord(lines.join('\n'), this.#separator) : null;
    const isOpen = record?.isOpen !== false;
    // A quoted cell that begins a row leaves nothing before it, so that the last line has all the row's commas.
    const mayBeRow = isOpen || first.includes(this.#separator);
    if (record?.isStray || (mayBeRow && this.#isRow(last))) return 'stray';
    if (!isOpen && record) return record.cells;
    const chars = lines.reduce((sum, { length }) => sum + length, 0);
    return have >= MAX_LINES || chars > this.#maxChars ? 'stray' : 'more';
  }

  #isRow(line: string): boolean {
    return this.#width > 0 && line.split(this.#separator).length >= this.#width;
  }

  #learn(cells: number): void {
    this.#header ||= cells;
    this.#width = cells > 1 ? Math.min(this.#header, cells) : this.#header;
  }

  #payFor(lines: number): void {
    this.#again += lines;
    if (this.#again > MAX_AGAIN) throw new UnreadableCsv('quotes', this.#firstLine);
  }
}
