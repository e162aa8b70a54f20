import { Double } from 'bson';
import { check, notSupported } from '../command-error.ts';
import { isWhole, toWhole } from '../query/numbers.ts';
import { isLong } from '../wire/bson.ts';
import { asDouble, isDecimal } from './arithmetic.ts';
import { toBigInt } from './operands.ts';

export function power(base: unknown, exponent: unknown): unknown {
  const [x, y] = [asDouble(base), asDouble(exponent)];
  check(x !== 0 || y >= 0 || Number.isNaN(y), 28764, '$pow cannot take a base of 0 and a negative exponent');
  refuseDecimal('$pow', base, exponent);
  // As C has it, 1 to the power of anything is 1.
  if (!isWhole(base) || !isWhole(exponent)) return new Double(x === 1 ? 1 : x ** y);
  const isSmall = Math.abs(x) <= 1 || (y >= 0 && y <= 63);
  // An odd power of -1 is -1, however large the exponent is.
  const times = Math.abs(x) <= 1 ? (y === 0 ? 0n : asOdd(exponent)) : BigInt(y);
  return (isSmall && toWhole(BigInt(x) ** times, isLong(base) || isLong(exponent))) || new Double(x ** y);
}

const asOdd = (value: unknown): bigint => ((toBigInt(value) ?? 0n) % 2n === 0n ? 2n : 1n);

/** A function of doubles; `isIn` says where it is defined, NaN apart. */
export function real(
  name: string,
  of: (...values: number[]) => number,
  [code, isIn]: [code: number, isIn: (...values: number[]) => boolean] = [0, () => true],
): (...values: unknown[]) => unknown {
  return (...values) => {
    const given = values.map(asDouble);
    check(
      given.some(Number.isNaN) || isIn(...given),
      code,
      `${name} cannot be applied to ${given.join(', ')}`,
    );
    refuseDecimal(name, ...values);
    return new Double(of(...given));
  };
}

export function logarithm(value: unknown, base: unknown): unknown {
  real('$log', Number, [28758, (given) => given > 0])(value);
  real('$log', Number, [28759, (given) => given > 0 && given !== 1])(base);
  return real('$log', (v, b) => Math.log(v) / Math.log(b))(value, base);
}

function refuseDecimal(name: string, ...values: unknown[]): void {
  if (values.some(isDecimal)) throw notSupported(`${name} of a Decimal128`);
}

type Circular = [of: (value: number) => number, isIn: (value: number) => boolean];
const everywhere = (): boolean => true;
const isUnit = (value: number): boolean => Math.abs(value) <= 1;

/** Angles and their like, and where each is defined. */
export const CIRCULAR: Record<string, Circular> = {
  $sin: [Math.sin, Number.isFinite],
  $cos: [Math.cos, Number.isFinite],
  $tan: [Math.tan, Number.isFinite],
  $asin: [Math.asin, isUnit],
  $acos: [Math.acos, isUnit],
  $atanh: [Math.atanh, isUnit],
  $acosh: [Math.acosh, (value) => value >= 1],
  $atan: [Math.atan, everywhere],
  $sinh: [Math.sinh, everywhere],
  $cosh: [Math.cosh, everywhere],
  $tanh: [Math.tanh, everywhere],
  $asinh: [Math.asinh, everywhere],
  $degreesToRadians: [(value) => (value * Math.PI) / 180, everywhere],
  $radiansToDegrees: [(value) => (value * 180) / Math.PI, everywhere],
};
