import { ByteCells } from './byte-cells.ts';
import { splitCsvLine } from './csv-line.ts';
import { PLT_HEADER_LINES } from './plt.ts';
import { csvFormat, PLT_FORMAT, ROLE, type RowFormat } from './row-format.ts';
import { badFile } from './track-point.ts';
import { UidTable } from './uid-table.ts';

/**
 * Takes the fixes of one person in file order, each as epoch ms, longitude, latitude (WGS-84 or as the file says) and metres (0 =
 * unknown); the numbers are overwritten by the next, for an object made of each would cost more than reading it.
 */
export type FixSink = Readonly<{ push: (fix: Float64Array) => unknown }>;

type RowSink = Readonly<{
  /** Who takes the fixes of this uid ('' when the file names none); called once for each. null = nobody. */
  openPerson: (uid: string) => FixSink | null;
  /** A row that cannot be read. */
  refuse: (line: number, reason: string) => void;
}>;

const NEWLINE = 0x0a;
/** No row of a track is near as long; a file without line ends is no track. */
const MAX_LINE_BYTES = 1 << 20;
const NO_BYTES = Buffer.alloc(0);

/**
 * Reads the rows of a CSV or PLT file of any size from chunks of bytes. Rows in the usual spelling are read byte by byte; the others
 * (quotes, offsets, faults) go through the readers of whole files, which also word the fault.
 */
export class TrackRows {
  private readonly cells = new ByteCells();
  private readonly sink: RowSink;
  private readonly people: UidTable<FixSink | null>;
  private format: RowFormat | null;
  private headerLines: number;
  private rest: Buffer = NO_BYTES;
  private line = 0;
  /** The fix being read. */
  private readonly row = new Float64Array(4);

  constructor(kind: 'csv' | 'plt', sink: RowSink) {
    this.sink = sink;
    this.people = new UidTable((uid) => sink.openPerson(uid));
    this.format = kind === 'plt' ? PLT_FORMAT : null;
    this.headerLines = kind === 'plt' ? PLT_HEADER_LINES : 1;
  }

  /** Takes the next bytes of the file. */
  write(chunk: Buffer): void {
    const first = chunk.indexOf(NEWLINE);
    if (first < 0) {
      this.rest = Buffer.concat([this.rest, chunk]);
      if (this.rest.length > MAX_LINE_BYTES) throw badFile(`line ${this.line + 1}: longer than 1 MB`);
      return;
    }
    if (this.rest.length > 0) this.readLines(Buffer.concat([this.rest, chunk.subarray(0, first + 1)]));
    const from = this.rest.length > 0 ? first + 1 : 0;
    const to = chunk.lastIndexOf(NEWLINE) + 1;
    this.rest = Buffer.from(chunk.subarray(to));
    this.readLines(chunk.subarray(from, to));
  }

  /** Says that the file ends. */
  end(): void {
    if (this.rest.length > 0) this.readLines(Buffer.concat([this.rest, Buffer.of(NEWLINE)]));
    this.rest = NO_BYTES;
  }

  /** `bytes` are whole lines. */
  private readLines(bytes: Buffer): void {
    this.cells.open(bytes);
    for (let at = 0; at < bytes.length;)
      at = this.headerLines > 0 || !this.format ? this.readHeaderLine(at) : this.readRow(this.format, at);
  }

  private readHeaderLine(start: number): number {
    const end = this.endOfLine(start);
    const text = this.textOf(start, end).replace(/^\uFEFF/, '');
    this.headerLines--;
    if (this.format) {
      if (this.line === 1 && !/^geolife trajectory/i.test(text))
        throw badFile('line 1: must begin with "Geolife trajectory"');
      return end;
    }
    const { format, isBare } = csvFormat(text);
    this.format = format;
    if (isBare) this.readCells(format, text);
    return end;
  }

  /** Reads the row that begins at `start`; answers where the next one does. */
  private readRow(format: RowFormat, start: number): number {
    const { cells, row } = this;
    const { roles } = format;
    let uidFrom = 0;
    let uidTo = 0;
    row[ROLE.lat] = row[ROLE.lng] = row[ROLE.time] = Number.NaN;
    row[ROLE.accuracy] = 0;
    let at = start;
    for (let column = 0; ; column++) {
      const role = roles[column] ?? ROLE.skip;
      if (role === ROLE.uid) {
        uidFrom = at;
        uidTo = at = cells.skip(at);
      } else at = role === ROLE.skip ? cells.skip(at) : this.readCell(role, at);
      if (!cells.isComma(at)) break;
      at++;
    }
    const next = cells.afterLine(at);
    if (next < 0 || !isReading(row)) {
      const end = this.endOfLine(start);
      this.readCells(format, this.textOf(start, end));
      return end;
    }
    this.line++;
    this.people.get(cells.bytes, uidFrom, uidTo)?.push(row);
    return next;
  }

  private readCell(role: number, at: number): number {
    const { cells, row } = this;
    if (role === ROLE.time) return cells.readTime(at, row, role);
    if (role === ROLE.dateThenTime) return cells.readTimeOfTwoCells(at, row, ROLE.time);
    const isEmpty = role === ROLE.accuracy && (cells.isComma(at) || cells.afterLine(at) >= 0);
    return isEmpty ? at : cells.readNumber(at, row, role);
  }

  private endOfLine(start: number): number {
    this.line++;
    return this.cells.bytes.indexOf(NEWLINE, start) + 1;
  }

  private textOf(start: number, end: number): string {
    return this.cells.bytes.toString('utf8', start, end - 1).replace(/\r$/, '');
  }

  private readCells(format: RowFormat, text: string): void {
    if (text.trim() === '') return;
    const cells = splitCsvLine(text);
    const point = cells ? format.readCells(cells) : 'a quote is not closed';
    if (typeof point === 'string') {
      this.sink.refuse(this.line, point);
      return;
    }
    const uid = Buffer.from(cells?.[format.uidColumn] ?? '');
    this.row.set([point.atMs, point.lng, point.lat, point.accuracyM ?? 0]);
    this.people.get(uid, 0, uid.length)?.push(this.row);
  }
}

function isReading(row: Float64Array): boolean {
  const lat = row[ROLE.lat] ?? Number.NaN;
  const lng = row[ROLE.lng] ?? Number.NaN;
  const isPosition = lat <= 90 && lat >= -90 && lng <= 180 && lng >= -180;
  return isPosition && (row[ROLE.accuracy] ?? 0) >= 0 && !Number.isNaN(row[ROLE.time] ?? Number.NaN);
}
