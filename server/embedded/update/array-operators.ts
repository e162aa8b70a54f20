import { BSONRegExp } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../command-error.ts';
import { compareValues, isSame } from '../query/compare.ts';
import { compileElement, isOperatorDoc } from '../query/filter.ts';
import { sortItems } from '../query/sort-key.ts';
import { isDoc, toNumber } from '../wire/bson.ts';

const PUSH_CLAUSES = ['$each', '$position', '$slice', '$sort'];

export function push(current: unknown, operand: unknown): unknown[] {
  const list = toList('$push', current);
  if (!isDoc(operand) || !('$each' in operand)) return [...list, operand];
  const unknownKey = Object.keys(operand).find((key) => !PUSH_CLAUSES.includes(key));
  if (unknownKey) throw badValue(`Unrecognized clause in $push: ${unknownKey}`);
  const { $position = list.length, $slice, $sort } = operand;
  const at = toWhole('$position', $position);
  const joined = list.toSpliced(at, 0, ...eachOf('$push', operand));
  const sorted = $sort === undefined ? joined : sortElements(joined, $sort);
  if ($slice === undefined) return sorted;
  const kept = toWhole('$slice', $slice);
  return kept < 0 ? sorted.slice(kept) : sorted.slice(0, kept);
}

function sortElements(list: unknown[], sort: unknown): unknown[] {
  if (isDoc(sort)) return sortItems(list, (item) => (isDoc(item) ? item : {}), { sort });
  const direction = toWhole('$sort', sort);
  return list.toSorted((a, b) => compareValues(a, b) * direction);
}

export function addToSet(current: unknown, operand: unknown): unknown[] {
  const list = toList('$addToSet', current);
  const items = isDoc(operand) && '$each' in operand ? eachOf('$addToSet', operand) : [operand];
  const result = [...list];
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
  if (operand instanceof BSONRegExp) return compileElement({ $regex: operand });
  if (!isDoc(operand)) return (element) => isSame(element, operand);
  const matches = compileElement(operand);
  return isOperatorDoc(operand) ? matches : (element) => isDoc(element) && matches(element);
}

export function pullAll(current: unknown, operand: unknown): unknown[] | undefined {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
  if (current === undefined) return undefined;
  const list = toList('$pullAll', current);
  return list.filter((element) => !operand.some((item: unknown) => isSame(item, element)));
}

function eachOf(name: string, { $each }: { $each?: unknown }): unknown[] {
  if (!Array.isArray($each)) throw badValue(`The argument to $each in ${name} must be an array`);
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
