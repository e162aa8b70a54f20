import { ByteCursor } from './byte-cursor.ts';
import { splitCsvLine } from './csv-line.ts';
import { PLT_HEADER_LINES } from './plt.ts';
import { csvFormat, PLT_FORMAT, ROLE, type RowFormat } from './row-format.ts';
import { badFile } from './track-point.ts';
import { UidTable } from './uid-table.ts';

/** Takes the fixes of one person in file order (epoch ms, WGS-84 or as the file says, metres with 0 = unknown). */
export type FixSink = Readonly<{
  push: (atMs: number, lng: number, lat: number, accuracyM: number) => unknown;
}>;

export type RowSink = Readonly<{
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
  private readonly cursor = new ByteCursor();
  private readonly sink: RowSink;
  private readonly people: UidTable<FixSink | null>;
  private format: RowFormat | null;
  private headerLines: number;
  private rest: Buffer = NO_BYTES;
  private line = 0;
  /** The numbers of the row being read, by role. */
  private readonly row = new Float64Array(Object.keys(ROLE).length);

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
    const { cursor } = this;
    cursor.bytes = bytes;
    cursor.at = 0;
    while (cursor.at < bytes.length) {
      if (this.headerLines > 0 || !this.format) this.readHeaderLine();
      else this.readRow(this.format);
    }
  }

  private readHeaderLine(): void {
    const start = this.cursor.at;
    const text = this.takeLine(start).replace(/^\uFEFF/, '');
    this.headerLines--;
    if (this.format) {
      if (this.line === 1 && !/^geolife trajectory/i.test(text))
        throw badFile('line 1: must begin with "Geolife trajectory"');
      return;
    }
    const { format, isBare } = csvFormat(text);
    this.format = format;
    if (isBare) this.readCells(format, text);
  }

  private readRow(format: RowFormat): void {
    const { cursor, row } = this;
    const { roles } = format;
    const start = cursor.at;
    let uidFrom = 0;
    let uidTo = 0;
    row[ROLE.lat] = row[ROLE.lng] = row[ROLE.time] = Number.NaN;
    row[ROLE.accuracy] = 0;
    for (let column = 0; ; column++) {
      const role = roles[column] ?? ROLE.skip;
      const from = cursor.at;
      if (role === ROLE.skip || role === ROLE.uid) cursor.skipCell();
      else this.readCell(role);
      if (role === ROLE.uid) {
        uidFrom = from;
        uidTo = cursor.at;
      }
      if (!cursor.isAtComma()) break;
      cursor.at++;
    }
    if (!cursor.isAtLineEnd() || !isReading(row)) {
      this.readCells(format, this.takeLine(start));
      return;
    }
    this.line++;
    cursor.endLine();
    this.people
      .get(cursor.bytes, uidFrom, uidTo)
      ?.push(row[ROLE.time] ?? 0, row[ROLE.lng] ?? 0, row[ROLE.lat] ?? 0, row[ROLE.accuracy] ?? 0);
  }

  private readCell(role: number): void {
    const { cursor, row } = this;
    if (role === ROLE.time) cursor.readTime(row, role);
    else if (role === ROLE.dateThenTime) cursor.readTimeOfTwoCells(row, ROLE.time);
    else if (role !== ROLE.accuracy || !(cursor.isAtComma() || cursor.isAtLineEnd()))
      cursor.readNumber(row, role);
  }

  private takeLine(start: number): string {
    const { cursor } = this;
    const end = cursor.bytes.indexOf(NEWLINE, start);
    cursor.at = end + 1;
    this.line++;
    return cursor.bytes.toString('utf8', start, end).replace(/\r$/, '');
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
    this.people.get(uid, 0, uid.length)?.push(point.atMs, point.lng, point.lat, point.accuracyM ?? 0);
  }
}

function isReading(row: Float64Array): boolean {
  const lat = row[ROLE.lat] ?? Number.NaN;
  const lng = row[ROLE.lng] ?? Number.NaN;
  const isPosition = lat <= 90 && lat >= -90 && lng <= 180 && lng >= -180;
  return isPosition && (row[ROLE.accuracy] ?? 0) >= 0 && !Number.isNaN(row[ROLE.time] ?? Number.NaN);
}
