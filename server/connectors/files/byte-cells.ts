import { parseTime } from './track-point.ts';

const ZERO = 0x30;
const MINUS = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const BLANK = 0x20;
const COMMA = 0x2c;
const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const T = 0x54;
const Z = 0x5a;
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, n) => Number(`1e${n}`));
/** So many digits are a whole number that a double holds exactly, and one division rounds right. */
const EXACT_DIGITS = 15;
/** Letters of "2026-11-23" and of "2026-11-23 05:06:07". */
const DATE_LENGTH = 10;
const TIME_LENGTH = 19;
/** Where the digits of a date stand in pairs. */
const DATE_PAIRS = [0, 2, 5, 8];

/**
 * Reads the cells of rows from bytes, without a string per cell. Each reading is given where the cell begins and answers where it stopped;
 * the number it puts into an array, as a returned one may be an object. Knows the usual spelling only; NaN means "not here, ask the slow
 * reader", which also knows what is wrong. The bytes must end with a line end.
 */
export class ByteCells {
  bytes: Buffer = Buffer.alloc(0);
  private words: DataView = new DataView(new ArrayBuffer(0));
  /** The letters of the date read last, in words of four, four and two, and its midnight: days come in runs. */
  private yearWord = 0;
  private monthWord = 0;
  private dayWord = 0;
  private dateMs = Number.NaN;

  /** Goes on with other bytes. */
  open(bytes: Buffer): void {
    this.bytes = bytes;
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  isComma(at: number): boolean {
    return this.bytes[at] === COMMA;
  }

  /** Where the next row begins when the line ends here, else -1. */
  afterLine(at: number): number {
    const byte = this.bytes[at];
    if (byte === NEWLINE) return at + 1;
    return byte === RETURN && this.bytes[at + 1] === NEWLINE ? at + 2 : -1;
  }

  /** To the end of the cell; stops before a quote. */
  skip(from: number): number {
    const { bytes } = this;
    let at = from;
    for (let byte = bytes[at]; byte !== COMMA && byte !== NEWLINE && byte !== RETURN && byte !== QUOTE;)
      byte = bytes[++at];
    return at;
  }

  /** Puts a plain decimal number into `row[slot]`. */
  readNumber(from: number, row: Float64Array, slot: number): number {
    const { bytes } = this;
    const first = bytes[from] === MINUS ? from + 1 : from;
    let at = first;
    let mantissa = 0;
    for (let digit = (bytes[at] ?? 0) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO)
      mantissa = mantissa * 10 + digit;
    let digits = at - first;
    let decimals = 0;
    if (bytes[at] === DOT) {
      const dot = at++;
      for (let digit = (bytes[at] ?? 0) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO)
        mantissa = mantissa * 10 + digit;
      decimals = at - dot - 1;
      digits += decimals;
    }
    if (digits === 0) row[slot] = Number.NaN;
    else if (digits > EXACT_DIGITS) row[slot] = Number(bytes.toString('latin1', from, at));
    else {
      const value = mantissa / (POWERS_OF_TEN[decimals] ?? 1);
      row[slot] = first > from ? -value : value;
    }
    return at;
  }

  /**
   * Puts epoch milliseconds into `row[slot]`: of "YYYY-MM-DD HH:mm:ss[.SSS]" (or with slashes, T, Z; UTC), or of Unix seconds or
   * milliseconds.
   */
  readTime(from: number, row: Float64Array, slot: number): number {
    if (!isDateMark(this.bytes[from + 4])) return this.readUnixTime(from, row, slot);
    const gap = this.bytes[from + DATE_LENGTH];
    if (gap === BLANK || gap === T) return this.readDateTime(from, row, slot);
    row[slot] = Number.NaN;
    return from;
  }

  /** As readTime, of two cells "YYYY-MM-DD,HH:mm:ss". */
  readTimeOfTwoCells(from: number, row: Float64Array, slot: number): number {
    if (this.bytes[from + DATE_LENGTH] === COMMA) return this.readDateTime(from, row, slot);
    row[slot] = Number.NaN;
    return from;
  }

  private readDateTime(from: number, row: Float64Array, slot: number): number {
    const { bytes } = this;
    row[slot] = Number.NaN;
    if (from + TIME_LENGTH >= bytes.length) return from;
    const hours = this.twoDigits(from + 11);
    const minutes = this.twoDigits(from + 14);
    const seconds = this.twoDigits(from + 17);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return from;
    if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return from;
    if (!this.isLastDate(from)) this.readDate(from);
    row[slot] = this.dateMs + ((hours * 60 + minutes) * 60 + seconds) * 1000;
    const end = from + TIME_LENGTH;
    const at = bytes[end] === DOT ? this.addFraction(end + 1, row, slot) : end;
    return bytes[at] === Z ? at + 1 : at;
  }

  private isLastDate(from: number): boolean {
    const { words } = this;
    return (
      words.getInt32(from) === this.yearWord &&
      words.getInt32(from + 4) === this.monthWord &&
      words.getInt16(from + 8) === this.dayWord
    );
  }

  /** Keeps the date written here; its midnight is NaN when it is none. */
  private readDate(from: number): void {
    const { bytes, words } = this;
    this.yearWord = words.getInt32(from);
    this.monthWord = words.getInt32(from + 4);
    this.dayWord = words.getInt16(from + 8);
    const isDate =
      isDateMark(bytes[from + 4]) &&
      isDateMark(bytes[from + 7]) &&
      DATE_PAIRS.every((pair) => this.twoDigits(from + pair) >= 0);
    const text = bytes.toString('latin1', from, from + DATE_LENGTH);
    this.dateMs = isDate ? parseTime(`${text} 00:00:00`) : Number.NaN;
  }

  /** Adds the whole milliseconds that these digits after the point are; what is finer is cut off. */
  private addFraction(from: number, row: Float64Array, slot: number): number {
    let at = from;
    let ms = 0;
    let worth = 100;
    for (let digit = (this.bytes[at] ?? 0) - ZERO; digit >= 0 && digit <= 9;) {
      ms += digit * Math.floor(worth);
      worth /= 10;
      digit = (this.bytes[++at] ?? 0) - ZERO;
    }
    row[slot] = at === from ? Number.NaN : (row[slot] ?? 0) + ms;
    return at;
  }

  private readUnixTime(from: number, row: Float64Array, slot: number): number {
    const { bytes } = this;
    const at = this.readNumber(from, row, slot);
    const value = row[slot] ?? Number.NaN;
    const isUsual = bytes[from] !== ZERO && bytes[at - 1] !== DOT;
    if (!(isUsual && value >= 1e8 && value < 1e13)) row[slot] = Number.NaN;
    else if (value < 1e11) row[slot] = value * 1000;
    return at;
  }

  /** 0-99, or -1. */
  private twoDigits(at: number): number {
    const tens = (this.bytes[at] ?? 0) - ZERO;
    const ones = (this.bytes[at + 1] ?? 0) - ZERO;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1;
  }
}

const isDateMark = (byte: number | undefined): boolean => byte === MINUS || byte === SLASH;
