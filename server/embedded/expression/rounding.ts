import { Double } from 'bson';
import { check } from '../command-error.ts';
import { type Exact, isWhole, scale, toDecimal, toExact, toWhole } from '../query/numbers.ts';
import { isLong } from '../wire/bson.ts';
import { asDouble, isDecimal } from './arithmetic.ts';

type Rounding = 'up' | 'down' | 'toZero' | 'toEven';

/** Rounds to so many places behind the point; whole numbers change only with places before it. */
export function round(how: Rounding, name: string) {
  return (value: unknown, places?: unknown): unknown => {
    const to = asDouble(places ?? 0);
    check(
      to >= -20 && to <= 100,
      51083,
      `cannot apply ${name} with precision value ${to}, which must be in [-20, 100]`,
    );
    if (isWhole(value) && to >= 0) return value;
    const exact = toExact(value, 34);
    if (!exact) return value;
    const rounded = quantize(exact, -to, how);
    if (isDecimal(value)) return toDecimal(rounded);
    // A zero keeps the sign.
    if (!isWhole(value))
      return new Double(Number(`${rounded.digits}e${rounded.exponent}`) || signedZero(asDouble(value)));
    const whole = toWhole(scale(rounded, 0), isLong(value));
    check(whole !== undefined, 51080, `invalid conversion from Decimal128 result in ${name}`);
    return whole;
  };
}

const signedZero = (value: number): number => (value < 0 || Object.is(value, -0) ? -0 : 0);

function quantize(exact: Exact, exponent: number, how: Rounding): Exact {
  if (exact.exponent >= exponent) return { digits: scale(exact, exponent), exponent };
  const unit = 10n ** BigInt(exponent - exact.exponent);
  const rest = exact.digits % unit;
  return { digits: exact.digits / unit + STEPS[how](rest, unit, exact.digits / unit), exponent };
}

/** What is added to the part before the point, for the rest behind it. */
const STEPS: Record<Rounding, (rest: bigint, unit: bigint, whole: bigint) => bigint> = {
  up: (rest) => (rest > 0n ? 1n : 0n),
  down: (rest) => (rest < 0n ? -1n : 0n),
  toZero: () => 0n,
  toEven: (rest, unit, whole) => {
    const [size, sign] = rest < 0n ? [-rest, -1n] : [rest, 1n];
    return size * 2n > unit || (size * 2n === unit && whole % 2n !== 0n) ? sign : 0n;
  },
};
