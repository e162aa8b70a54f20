import { lastRead, readNumber } from './read-number.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const FIXES = Buffer.from('"fixes"');

/**
 * Takes the lists of numbers out of every object named `fixes` in a line of JSON; they are most of its bytes. `rest` is the line with an
 * index into `columns` in place of each list. The numbers are those that JSON.parse gives. Null where the line is not as plain as nearly
 * all are.
 */
export function liftColumns(line: Uint8Array): { rest: Buffer; columns: Float64Array[] } | null {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const reader = new ColumnReader(bytes);
  for (let at = bytes.indexOf(FIXES); at >= 0; at = bytes.indexOf(FIXES, reader.next))
    if (!reader.readObject(at)) return null;
  if (reader.columns.length === 0) return null;
  const rest = reader.rest();
  // A name may be spelled with escapes, so that an object nobody looked into is taken for one that was.
  return rest.includes('\\u00') ? null : { rest, columns: reader.columns };
}

class ColumnReader {
  readonly columns: Float64Array[] = [];
  /** The byte after what was read. */
  next = 0;
  private readonly bytes: Buffer;
  /** The line between the lists, and their places. */
  private readonly parts: Uint8Array[] = [];
  private copiedTo = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  rest(): Buffer {
    return Buffer.concat([...this.parts, this.bytes.subarray(this.copiedTo)]);
  }

  /** Reads `"fixes": {...}`, of lists of numbers and plain strings only. */
  readObject(at: number): boolean {
    this.next = at + FIXES.length;
    if (!this.follows(COLON) || !this.follows(OPEN_OBJECT)) return false;
    do {
      if (!this.readMember()) return false;
    } while (this.follows(COMMA));
    return this.follows(CLOSE_OBJECT);
  }

  private readMember(): boolean {
    if (!this.skipString() || !this.follows(COLON)) return false;
    if (!this.follows(OPEN_LIST)) return this.skipString();
    const from = this.next - 1;
    const column = this.readNumbers();
    if (!column) return false;
    this.parts.push(this.bytes.subarray(this.copiedTo, from), Buffer.from(`${this.columns.length}`));
    this.columns.push(column);
    this.copiedTo = this.next;
    return true;
  }

  /** The numbers up to the end of their list, which is open. */
  private readNumbers(): Float64Array | null {
    if (this.follows(CLOSE_LIST)) return new Float64Array(0);
    const { bytes } = this;
    let count = 0;
    do {
      this.skipSpace();
      const end = readNumber(bytes, this.next);
      if (end < 0) return null;
      this.next = end;
      if (count === held.length) held = grown(held);
      held[count++] = lastRead[0] ?? Number.NaN;
    } while (this.follows(COMMA));
    return this.follows(CLOSE_LIST) ? held.slice(0, count) : null;
  }

  /** A string without escapes. */
  private skipString(): boolean {
    if (!this.follows(QUOTE)) return false;
    const end = this.bytes.indexOf(QUOTE, this.next);
    if (end < 0 || this.bytes.subarray(this.next, end).includes(BACKSLASH)) return false;
    this.next = end + 1;
    return true;
  }

  private follows(byte: number): boolean {
    if (this.bytes[this.next] !== byte) this.skipSpace();
    if (this.bytes[this.next] !== byte) return false;
    this.next++;
    return true;
  }

  private skipSpace(): void {
    let byte = this.bytes[this.next];
    while (byte === 0x20 || byte === 0x09 || byte === 0x0d) byte = this.bytes[++this.next];
  }
}

/** Made once and written over: a line has four columns of some thousand numbers. */
let held = new Float64Array(4096);

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * values.length);
  more.set(values);
  return more;
}
