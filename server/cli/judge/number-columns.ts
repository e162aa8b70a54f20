const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Digits that fit a whole number of 32 bits. */
const HALF_DIGITS = 9;
/** Powers of ten, which a double holds exactly up to the 22nd. */
const TENS = Array.from({ length: 2 * HALF_DIGITS + 1 }, (_, n) => Number(`1e${n}`));
/** Splits a double into halves whose products are exact (Veltkamp 1968). */
const HALVES = 2 ** 27 + 1;
/** Far more than the rounding errors of a quotient's remainder. */
const DOUBT = 2 ** -40;

const FIXES = Buffer.from('"fixes"');
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Takes the lists of numbers out of every object named `fixes` in a line of JSON, where they are most of the bytes: `rest` is the line with
 * the place in `columns` instead of each list. The numbers are those of JSON.parse. Null where the line is not as plain as nearly all are.
 */
export function liftColumns(line: Uint8Array): { rest: Buffer; columns: Float64Array[] } | null {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const reader = new ColumnReader(bytes);
  for (let at = bytes.indexOf(FIXES); at >= 0; at = bytes.indexOf(FIXES, reader.next))
    if (!reader.readObject(at)) return null;
  if (reader.columns.length === 0) return null;
  const rest = reader.rest();
  // A name could be spelled with escapes, and an object that was not looked into be taken for one that was.
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
/** The number read last: a function that returns it as well as its end would make an object for each. */
const lastRead = new Float64Array(1);

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * values.length);
  more.set(values);
  return more;
}

/** Reads the number at `from` into `lastRead`; the byte after it, or -1 where there is none as JSON has them. */
function readNumber(bytes: Buffer, from: number): number {
  const isNegative = bytes[from] === MINUS;
  const firstDigit = isNegative ? from + 1 : from;
  // Two whole numbers of 32 bits: a double of all digits would wait for each multiplication.
  let first = 0;
  let second = 0;
  let at = firstDigit;
  let digits = 0;
  for (; ; at++, digits++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    if (digits < HALF_DIGITS) first = (10 * first + digit) | 0;
    else second = (10 * second + digit) | 0;
  }
  if (digits === 0 || (digits > 1 && bytes[firstDigit] === ZERO)) return -1;
  const whole = digits;
  if (bytes[at] === POINT) {
    for (at++; ; at++, digits++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      if (digits < HALF_DIGITS) first = (10 * first + digit) | 0;
      else second = (10 * second + digit) | 0;
    }
    if (digits === whole) return -1;
  }
  const last = bytes[at];
  if (last === 0x65 || last === 0x45 || digits > 2 * HALF_DIGITS) return readOddNumber(bytes, from);
  const value = valueOf(first, second, { digits, decimals: digits - whole });
  if (Number.isNaN(value)) return readOddNumber(bytes, from);
  lastRead[0] = isNegative ? -value : value;
  return at;
}

/** One with an exponent, or of very many digits. */
function readOddNumber(bytes: Buffer, from: number): number {
  let to = from;
  while (isOfNumber(bytes[to] ?? 0)) to++;
  const text = bytes.toString('latin1', from, to);
  if (!NUMBER.test(text)) return -1;
  lastRead[0] = Number(text);
  return to;
}

const isOfNumber = (byte: number): boolean =>
  (byte >= ZERO && byte <= 0x39) ||
  byte === POINT ||
  byte === MINUS ||
  byte === 0x2b ||
  byte === 0x65 ||
  byte === 0x45;

/**
 * The double nearest to some digits, of which `second` are those after the first nine, over a power of ten. Where the digits are too many
 * to be exact, the quotient of their rounded number is mended by its exact remainder (Dekker 1971, "A floating-point technique for
 * extending the available precision"); NaN where that is too near the middle of two doubles to tell.
 */
function valueOf(
  first: number,
  second: number,
  { digits, decimals }: Readonly<{ digits: number; decimals: number }>,
): number {
  const by = TENS[decimals] ?? 1;
  if (digits <= HALF_DIGITS) return first / by;
  const shift = TENS[digits - HALF_DIGITS] ?? 1;
  const tens = first * shift;
  const whole = tens + second;
  if (whole <= Number.MAX_SAFE_INTEGER) return whole / by;
  // What rounding took: of the product, then of the sum.
  const left = productError(first, shift, tens) + (second - (whole - tens));
  const quotient = whole / by;
  const product = quotient * by;
  const mend = (whole - product - productError(quotient, by, product) + left) / by;
  const value = quotient + mend * (1 + DOUBT);
  return value === quotient + mend * (1 - DOUBT) ? value : Number.NaN;
}

/** What `a * b` has more than `product`, its rounded value; exact. */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const aLow = a - aHigh;
  const bHigh = upperHalf(b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function upperHalf(value: number): number {
  const moved = HALVES * value;
  return moved - (moved - value);
}
