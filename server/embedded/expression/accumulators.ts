import { check } from '../command-error.ts';
import { HOLDS, compareValues } from '../query/compare.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';
import { average, deviation, sum } from './sums.ts';
import { isNullish, typeName } from './operands.ts';

/** Makes one value of many; outside a group too. */
export const ACCUMULATED: Record<string, (values: unknown[]) => unknown> = {
  $sum: sum,
  $avg: average,
  $min: (values) => extreme(values, HOLDS.$lt),
  $max: (values) => extreme(values, HOLDS.$gt),
  $stdDevPop: (values) => deviation(values, false),
  $stdDevSamp: (values) => deviation(values, true),
  $mergeObjects: (values) => {
    const merged: Doc = {};
    for (const value of values) {
      if (isNullish(value)) continue;
      check(
        isDoc(value),
        40400,
        `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
      );
      for (const [name, field] of Object.entries(value)) setField(merged, name, field);
    }
    return merged;
  },
};

function extreme(values: unknown[], isBetter: (order: number) => boolean): unknown {
  const [first = null, ...rest] = values.filter((value) => !isNullish(value));
  return rest.reduce((best, value) => (isBetter(compareValues(value, best)) ? value : best), first);
}
