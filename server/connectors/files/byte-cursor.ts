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

/**
 * Reads the cells of a row from bytes, without a string per cell and, as a returned number may be an object, into an array. Knows the usual spelling only; NaN means "not here, ask the slow
 * reader", which also knows what is wrong. The bytes must end with a line end.
 */
export class ByteCursor {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  private dateKey = -1;
  private dateMs = Number.NaN;

  isAtComma(): boolean {
    return this.bytes[this.at] === COMMA;
  }
  isAtLineEnd(): boolean {
    const byte = this.bytes[this.at];
    return byte === NEWLINE || (byte === RETURN && this.bytes[this.at + 1] === NEWLINE);
  }

  /** From a line end to the next row. */
  endLine(): void {
    this.at += this.bytes[this.at] === RETURN ? 2 : 1;
  }

  /** To the end of the cell; stops before a quote. */
  skipCell(): void {
    const { bytes } = this;
    let { at } = this;
    for (let byte = bytes[at]; byte !== COMMA && byte !== NEWLINE && byte !== RETURN && byte !== QUOTE;)
      byte = bytes[++at];
    this.at = at;
  }

  /** Puts a plain decimal number into `row[slot]`. */
  readNumber(row: Float64Array, slot: number): void {
    const { bytes } = this;
    const start = this.at;
    const isNegative = bytes[start] === MINUS;
    let at = isNegative ? start + 1 : start;
    let digits = 0;
    let mantissa = 0;
    let dotAt = -1;
    for (; ; at++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digits++;
      } else if (bytes[at] === DOT && dotAt < 0) dotAt = at;
      else break;
    }
    this.at = at;
    if (digits === 0) row[slot] = Number.NaN;
    else if (digits > EXACT_DIGITS) row[slot] = Number(bytes.toString('latin1', start, at));
    else {
      const value = dotAt < 0 ? mantissa : mantissa / (POWERS_OF_TEN[at - dotAt - 1] ?? 1);
      row[slot] = isNegative ? -value : value;
    }
  }

  /**
   * Puts epoch milliseconds into `row[slot]`: of "YYYY-MM-DD HH:mm:ss[.SSS]" (or with slashes, T, Z; UTC), or of Unix seconds or
   * milliseconds.
   */
  readTime(row: Float64Array, slot: number): void {
    const gap = this.bytes[this.at + DATE_LENGTH];
    if (!isDateMark(this.bytes[this.at + 4])) this.readUnixTime(row, slot);
    else row[slot] = gap === BLANK || gap === T ? this.readDateTime() : Number.NaN;
  }

  /** As readTime, of two cells "YYYY-MM-DD,HH:mm:ss". */
  readTimeOfTwoCells(row: Float64Array, slot: number): void {
    row[slot] = this.bytes[this.at + DATE_LENGTH] === COMMA ? this.readDateTime() : Number.NaN;
  }

  private readDateTime(): number {
    const start = this.at;
    const hours = this.twoDigits(start + 11);
    const minutes = this.twoDigits(start + 14);
    const seconds = this.twoDigits(start + 17);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
      return Number.NaN;
    const { bytes } = this;
    if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return Number.NaN;
    if (!isDateMark(bytes[start + 4]) || !isDateMark(bytes[start + 7])) return Number.NaN;
    const dayMs = this.readDate(start);
    this.at = start + TIME_LENGTH;
    const fraction = bytes[this.at] === DOT ? this.readFraction() : 0;
    if (bytes[this.at] === Z) this.at++;
    return dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
  }

  /** Midnight of the date at `start`; days come in runs, so the last one is kept. */
  private readDate(start: number): number {
    const century = this.twoDigits(start);
    const year = this.twoDigits(start + 2);
    const month = this.twoDigits(start + 5);
    const day = this.twoDigits(start + 8);
    if (century < 0 || year < 0 || month < 0 || day < 0) return Number.NaN;
    const key = ((century * 100 + year) * 100 + month) * 100 + day;
    if (key !== this.dateKey) {
      this.dateMs = parseTime(`${this.bytes.toString('latin1', start, start + DATE_LENGTH)} 00:00:00`);
      this.dateKey = key;
    }
    return this.dateMs;
  }

  /** Whole milliseconds of ".123"; what is finer is cut off. */
  private readFraction(): number {
    let ms = 0;
    let worth = 100;
    for (this.at++; ; this.at++) {
      const digit = (this.bytes[this.at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return worth === 100 ? Number.NaN : ms;
      ms += digit * Math.floor(worth);
      worth /= 10;
    }
  }

  private readUnixTime(row: Float64Array, slot: number): void {
    this.readNumber(row, slot);
    const value = row[slot] ?? Number.NaN;
    if (!(value >= 1e8 && value < 1e13)) row[slot] = Number.NaN;
    else if (value < 1e11) row[slot] = value * 1000;
  }

  /** 0-99, or -1. */
  private twoDigits(at: number): number {
    const tens = (this.bytes[at] ?? 0) - ZERO;
    const ones = (this.bytes[at + 1] ?? 0) - ZERO;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : -1;
  }
}

const isDateMark = (byte: number | undefined): boolean => byte === MINUS || byte === SLASH;
