import { Double, Int32 } from 'bson';
import { isWhole, toPrimitive, toWhole } from '../query/numbers.ts';
import { isLong, toNumber } from '../wire/bson.ts';
import { addTwo, asDouble, divide, isDecimal } from './arithmetic.ts';

/** The sum of the numbers among the values; doubles are summed with the errors of rounding kept (Neumaier). */
export function sum(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => toNumber(value) !== undefined);
  const wholes = numbers.filter(isWhole);
  const total = wholes.reduce<bigint>((all, value) => all + BigInt(toPrimitive(value) ?? 0), 0n);
  const doubles = numbers.filter((value) => !isWhole(value) && !isDecimal(value));
  const decimals = numbers.filter(isDecimal);
  const whole = toWhole(total, wholes.some(isLong)) ?? new Double(Number(total));
  const plain = doubles.length ? new Double(sumDoubles([Number(total), ...doubles.map(asDouble)])) : whole;
  return decimals.reduce(addTwo, plain);
}

function sumDoubles(values: number[]): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

export function average(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => toNumber(value) !== undefined);
  return numbers.length ? divide(sum(numbers), new Int32(numbers.length)) : null;
}

/** The standard deviation of a population, or of a sample of one (Welford's sums). */
export function deviation(values: readonly unknown[], isSample: boolean): unknown {
  const numbers = values.map(toNumber).filter((value) => value !== undefined);
  let [mean, squares] = [0, 0];
  for (const [i, value] of numbers.entries()) {
    const delta = value - mean;
    mean += delta / (i + 1);
    squares += delta * (value - mean);
  }
  const divisor = numbers.length - Number(isSample);
  return divisor > 0 ? new Double(Math.sqrt(squares / divisor)) : null;
}
