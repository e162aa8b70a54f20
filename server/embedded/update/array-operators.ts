import { BSONRegExp } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../command-error.ts';
import { compareValues, isSame } from '../query/compare.ts';
import { isOperatorDoc } from '../query/filter-operators.ts';
import { compileElement } from '../query/filter.ts';
import { sortItems, toDirection } from '../query/sort-key.ts';
import { isDoc, toNumber } from '../wire/bson.ts';

const PUSH_CLAUSES = ['$each', '$position', '$slice', '$sort'];

export function push(current: unknown, operand: unknown): unknown[] {
  const list = toList('$push', current);
  if (!isDoc(operand) || !('$each' in operand)) return [...list, operand];
  const unknownKey = Object.keys(operand).find((key) => !PUSH_CLAUSES.includes(key));
  if (unknownKey) throw badValue(`Unrecognized clause in $push: ${unknownKey}`);
  const { $position = list.length, $slice, $sort } = operand;
  const at = toWhole('$position', $position);
  const joined = list.toSpliced(at, 0, ...eachOf(operand));
  const sorted = $sort === undefined ? joined : sortElements(joined, $sort);
  if ($slice === undefined) return sorted;
  const kept = toWhole('$slice', $slice);
  return kept < 0 ? sorted.slice(kept) : sorted.slice(0, kept);
}

function sortElements(list: unknown[], sort: unknown): unknown[] {
  if (isDoc(sort)) {
    const paths = Object.keys(sort);
    if (paths.length === 0 || paths.some((path) => path.split('.').includes('')))
      throw badValue('$sort needs fields, and none with an empty name');
    return sortItems(list, (item) => (isDoc(item) ? item : {}), { sort });
  }
  const direction = toDirection(sort);
  return list.toSorted((a, b) => compareValues(a, b) * direction);
}

export function addToSet(current: unknown, operand: unknown): unknown[] {
  const isMany = isDoc(operand) && Object.keys(operand)[0] === '$each';
  const items = isMany ? operand['$each'] : [operand];
  if (!Array.isArray(items)) throw typeMismatch('The argument to $each in $addToSet must be an array');
  if (isMany && Object.keys(operand).length > 1)
    throw badValue('Found unexpected fields after $each in $addToSet');
  const result = [...toList('$addToSet', current)];
  for (const item of items) if (!result.some((other) => isSame(other, item))) result.push(item);
  return result;
}

export function pop(current: unknown, operand: unknown): unknown[] | undefined {
  const direction = toNumber(operand);
  if (direction !== 1 && direction !== -1) throw failedToParse('$pop expects 1 or -1');
  if (current === undefined) return undefined;
  if (!Array.isArray(current)) throw typeMismatch('Path contains an element of non-array type for $pop');
  const list: unknown[] = current;
  return direction === 1 ? list.slice(0, -1) : list.slice(1);
}

export function pull(current: unknown, operand: unknown): unknown[] | undefined {
  if (current === undefined) return undefined;
  const drops = toPullTest(operand);
  return toList('$pull', current).filter((element) => !drops(element));
}

/** A document matches by its fields, operators by the element itself, anything else by equality. */
function toPullTest(operand: unknown): (element: unknown) => boolean {
  if (operand instanceof BSONRegExp) return compileElement({ $regex: operand }, {}, false);
  if (!isDoc(operand)) return (element) => isSame(element, operand);
  const matches = compileElement(operand, {}, false);
  return isOperatorDoc(operand) ? matches : (element) => isDoc(element) && matches(element);
}

export function pullAll(current: unknown, operand: unknown): unknown[] | undefined {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
  if (current === undefined) return undefined;
  const list = toList('$pullAll', current);
  return list.filter((element) => !operand.some((item: unknown) => isSame(item, element)));
}

function eachOf({ $each }: { $each?: unknown }): unknown[] {
  if (!Array.isArray($each)) throw badValue('The argument to $each in $push must be an array');
  return $each as unknown[];
}

function toList(name: string, current: unknown): unknown[] {
  if (!Array.isArray(current)) throw badValue(`The field must be an array to apply ${name}`);
  return current as unknown[];
}

function toWhole(name: string, value: unknown): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw badValue(`The value for ${name} must be an integer value`);
  return number;
}
