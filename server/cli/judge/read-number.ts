const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Digits that fit a whole number of 32 bits. */
const HALF_DIGITS = 9;
/** Powers of ten, which a double holds exactly up to the 22nd. */
const TENS = Array.from({ length: 2 * HALF_DIGITS + 1 }, (_, n) => Number(`1e${n}`));
/** More than the decimals that are read here. */
const MOST_DECIMALS = 32;
/** Splits a double into halves whose products are exact (Veltkamp 1968). */
const HALVES = 2 ** 27 + 1;
/** Far more than the rounding errors of a quotient's remainder. */
const DOUBT = 2 ** -40;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number read last: a function that returns it as well as its end would make an object for each. */
export const lastRead = new Float64Array(1);

/** Reads the number at `from` into `lastRead`; the byte after it, or -1 where there is none as JSON has them. */
export function readNumber(bytes: Buffer, from: number): number {
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
  const decimals = digits - whole;
  const shift = TENS[Math.max(0, digits - HALF_DIGITS)] ?? 1;
  const digitsRead = first * shift + second;
  if (digitsRead <= Number.MAX_SAFE_INTEGER) lastRead[0] = digitsRead / (TENS[decimals] ?? 1);
  else if (!readLongNumber(first, second, digits * MOST_DECIMALS + decimals))
    return readOddNumber(bytes, from);
  if (isNegative) lastRead[0] = -(lastRead[0] ?? 0);
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
 * The double nearest to digits that are too many to be exact, of which `second` are those after the first nine, over a power of ten: the
 * quotient of their rounded number, mended by its exact remainder (Dekker 1971, "A floating-point technique for extending the available
 * precision"). False where that is too near the middle of two doubles to tell. `counts`: digits and decimals in one number, for speed.
 */
function readLongNumber(first: number, second: number, counts: number): boolean {
  const decimals = counts % MOST_DECIMALS;
  const by = TENS[decimals] ?? 1;
  const shift = TENS[(counts - decimals) / MOST_DECIMALS - HALF_DIGITS] ?? 1;
  const tens = first * shift;
  const whole = tens + second;
  // What rounding took: of the product, then of the sum.
  const left = productError(first, shift, tens) + (second - (whole - tens));
  const quotient = whole / by;
  const product = quotient * by;
  const mend = (whole - product - productError(quotient, by, product) + left) / by;
  const value = quotient + mend * (1 + DOUBT);
  lastRead[0] = value;
  return value === quotient + mend * (1 - DOUBT);
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
