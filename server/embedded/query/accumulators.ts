import { Decimal128, Long } from 'bson';
import * as mingo from 'mingo/operators/accumulator';
import { notSupported } from '../command-error.ts';
import { encodeValue } from '../index/encode-value.ts';
import { HOLDS, compareValues } from './compare.ts';
import type { MingoOptions } from './expression.ts';

type Accumulator = (docs: unknown[], expression: unknown, options: MingoOptions) => unknown;

/** mingo skips numbers it does not know in sums, collects missing values, and orders types in its own way. */
const own: Record<string, Accumulator> = {
  $sum: (docs, expression, options) => {
    if (typeof expression === 'number') return docs.length * expression;
    return numbersOf('$sum', valuesOf(docs, expression, options)).reduce((a, b) => a + b, 0);
  },
  $avg: (docs, expression, options) => {
    const numbers = numbersOf('$avg', valuesOf(docs, expression, options));
    return numbers.length ? numbers.reduce((a, b) => a + b, 0) / numbers.length : null;
  },
  $push: (docs, expression, options) => presentOf(valuesOf(docs, expression, options)),
  $addToSet: (docs, expression, options) => {
    const values = presentOf(valuesOf(docs, expression, options));
    return [...new Map(values.map((value) => [encodeValue(value).toString('latin1'), value])).values()];
  },
  $min: (docs, expression, options) => extreme(valuesOf(docs, expression, options), HOLDS.$lt),
  $max: (docs, expression, options) => extreme(valuesOf(docs, expression, options), HOLDS.$gt),
};

export const ACCUMULATORS = { ...mingo, ...own };

/** The operand of each document; inside a list, a missing one stays undefined where mingo alone makes it null. */
function valuesOf(docs: unknown[], expression: unknown, options: MingoOptions): unknown[] {
  if (expression === null || expression === undefined) return docs;
  const lists: unknown[] = Reflect.apply(mingo.$push, undefined, [docs, [expression], options]);
  return lists.map((list) => (Array.isArray(list) ? (list[0] as unknown) : undefined));
}

function presentOf(values: unknown[]): unknown[] {
  return values.filter((value) => value !== undefined);
}

function numbersOf(name: string, values: unknown[]): number[] {
  if (values.some((value) => value instanceof Decimal128 || value instanceof Long)) {
    throw notSupported(`${name} over Decimal128 or a Long past 2^53`);
  }
  return values.filter((value) => typeof value === 'number');
}

function extreme(values: unknown[], isBetter: (order: number) => boolean): unknown {
  const [first = null, ...rest] = values.filter((value) => value !== null && value !== undefined);
  return rest.reduce((best, value) => (isBetter(compareValues(value, best)) ? value : best), first);
}
