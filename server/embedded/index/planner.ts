import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { isOperatorDoc } from '../query/filter-operators.ts';
import { isSame } from '../query/compare.ts';
import { successor } from '../storage/layout.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import type { Index } from './definition.ts';
import { encodeValue } from './encode-value.ts';
import { clipBound, distinctKeys, encodeField, invert } from './extract-keys.ts';
import { TYPE, isPattern, typeOrder } from '../query/bson-type.ts';

export type Interval = { start: Buffer; end: Buffer };
/** How to find the candidates of a query. Every candidate is still checked against the whole query. */
export type Plan = { index: Index; intervals: Interval[]; reverse: boolean; sorted: boolean };
type Condition = { equal?: unknown[]; lower?: unknown; upper?: unknown };
type Scored = Plan & { equalFields: number; usesRange: boolean };

const MAX_INTERVALS = 2000;
const { number, string, object, binary, objectId, boolean, date, timestamp } = TYPE;
const BOUNDABLE: ReadonlySet<number> = new Set([number, string, binary, objectId, boolean, date, timestamp]);

/** Under a collation (`collated`) an index still finds what is not text. */
type Wish = { filter: Doc; sort: Doc; hint?: Index | undefined; collated?: boolean };
type Conditions = Map<string, Condition>;

/** The index with the longest equality prefix, then a range, then the wanted order; undefined means scan. */
export function choosePlan(collection: Collection, wish: Wish): Plan | undefined {
  const conditions = collectConditions(wish.filter, wish.collated);
  let best: Scored | undefined;
  for (const index of wish.hint ? [wish.hint] : collection.indexes) {
    if (!isUsable(index, conditions, wish)) continue;
    const plan = planFor(index, conditions, wish.sort);
    const helps = plan.equalFields > 0 || plan.usesRange || plan.sorted || index === wish.hint;
    if (helps && (!best || score(plan) > score(best))) best = plan;
  }
  return best;
}

function score(plan: Scored): number {
  const exact = plan.index.unique && plan.equalFields === plan.index.fields.length ? 1000 : 0;
  return exact + plan.equalFields * 10 + (plan.usesRange ? 5 : 0) + (plan.sorted ? 3 : 0);
}

function planFor(index: Index, conditions: Conditions, sort: Doc): Scored {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let equalFields = 0;
  let isSingle = true;
  for (const field of index.fields) {
    const values = conditions.get(field.path)?.equal;
    if (!values || prefixes.length * values.length > MAX_INTERVALS) break;
    const parts = distinctKeys(values.map((value) => encodeField(value, field.direction)));
    isSingle &&= parts.length === 1;
    prefixes =
      equalFields === 0
        ? parts
        : prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
    equalFields += 1;
  }
  const next = index.fields[equalFields];
  const range = next ? rangeOf(index, conditions.get(next.path) ?? {}, next.direction) : undefined;
  const intervals = prefixes.sort((a, b) => Buffer.compare(a, b)).map((prefix) => toInterval(prefix, range));
  const order = isSingle ? sortDirection(index, equalFields, sort) : undefined;
  const sorted = order !== undefined;
  return { index, intervals, equalFields, usesRange: !!range, sorted, reverse: order === -1 };
}

/** Of one field in key order; both ends are included, for the query is checked again anyway. */
type Range = { first: Buffer; last: Buffer };
const WHOLE: Range = { first: Buffer.alloc(0), last: Buffer.alloc(0) };

function toInterval(prefix: Buffer, { first, last }: Range = WHOLE): Interval {
  const start = clipBound(Buffer.concat([prefix, first]));
  return { start, end: successor(clipBound(Buffer.concat([prefix, last]))) };
}

function rangeOf(index: Index, condition: Condition, direction: 1 | -1): Range | undefined {
  const { lower } = condition;
  // With arrays one element may meet the lower and another the upper bound.
  const upper = index.multikey && lower !== undefined ? undefined : condition.upper;
  if (lower === undefined && upper === undefined) return undefined;
  const type = typeOrder(lower ?? upper);
  if (lower !== undefined && upper !== undefined && typeOrder(upper) !== type) return undefined;
  const low = lower === undefined ? Buffer.of(type) : encodeValue(lower);
  const high = upper === undefined ? Buffer.of(type) : encodeValue(upper);
  return direction === 1 ? { first: low, last: high } : { first: invert(high), last: invert(low) };
}

/** The direction (1 or -1) in which reading the index from field `from` on gives the wanted order; undefined when neither does. */
function sortDirection(index: Index, from: number, sort: Doc): 1 | -1 | undefined {
  const wanted = Object.entries(sort);
  if (wanted.length === 0 || index.multikey || index.inexact) return undefined;
  const fixed = new Set(index.fields.slice(0, from).map((field) => field.path));
  const rest = wanted.filter(([path]) => !fixed.has(path));
  const turns = rest.map(([path, direction], i) => {
    const field = index.fields[from + i];
    return field?.path === path ? Math.sign(toNumber(direction) ?? 0) * field.direction : 0;
  });
  const [first = 1] = turns;
  if (first === 0 || turns.some((turn) => turn !== first)) return undefined;
  return first > 0 ? 1 : -1;
}

/** Without a condition on its first field an index only sorts. A hint may name a sparse index that leaves matches out. */
function isUsable(index: Index, conditions: Conditions, { filter, sort, hint, collated }: Wish): boolean {
  if (index.numbered || !(Object.keys(sort).length || hint || conditions.has(index.fields[0]?.path ?? '')))
    return false;
  if (index.partialSpec && (collated || !isImplied(index.partialSpec, filter, conditions))) {
    if (!hint) return false;
    throw new CommandError(291, 'error processing query: planner returned error: No query solutions');
  }
  return !index.sparse || !!hint || index.fields.some(({ path }) => demandsValue(conditions.get(path)));
}

/** A partial index holds every match only if the query repeats the index's own condition. */
function isImplied(partial: Doc, filter: Doc, conditions: Conditions): boolean {
  return Object.entries(partial).every(([path, wanted]) => {
    if (path in filter && isSame(filter[path], wanted)) return true;
    const onlyExists =
      isDoc(wanted) && Object.keys(wanted).join() === '$exists' && wanted['$exists'] === true;
    return onlyExists && demandsValue(conditions.get(path));
  });
}

function demandsValue(condition: Condition | undefined): boolean {
  if (!condition) return false;
  if (condition.equal) return condition.equal.every((value) => value !== null && value !== undefined);
  return condition.lower !== undefined || condition.upper !== undefined;
}

/** What the query demands of each path, from its top level and `$and`. */
function collectConditions(filter: Doc, collated = false, into: Conditions = new Map()): Conditions {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(condition)) {
      for (const branch of condition) if (isDoc(branch)) collectConditions(branch, collated, into);
    }
    if (path.startsWith('$')) continue;
    const entry = into.get(path) ?? {};
    for (const [name, operand] of Object.entries(isOperatorDoc(condition) ? condition : { $eq: condition }))
      if (!collated || !holdsText(operand)) addOperator(entry, name, operand);
    into.set(path, entry);
  }
  return into;
}

function addOperator(entry: Condition, name: string, operand: unknown): void {
  const isBound = BOUNDABLE.has(typeOrder(operand)) && !Number.isNaN(toNumber(operand) ?? 0);
  if (name === '$eq' && isEquatable(operand)) entry.equal ??= [operand];
  else if (name === '$in' && Array.isArray(operand) && operand.every(isEquatable)) entry.equal ??= operand;
  // A document without the field stands in the index under null.
  else if (name === '$exists' && !isTruthy(operand)) entry.equal ??= [null];
  else if ((name === '$gt' || name === '$gte') && isBound) entry.lower ??= operand;
  else if ((name === '$lt' || name === '$lte') && isBound) entry.upper ??= operand;
}

/** Index keys are in byte order, where what a collation holds equal lies apart. */
function holdsText(value: unknown): boolean {
  return Array.isArray(value)
    ? value.some(holdsText)
    : [string, object].some((type) => type === typeOrder(value));
}

/** Arrays are indexed by element, and a pattern is not a value. */
function isEquatable(value: unknown): boolean {
  return !Array.isArray(value) && !isPattern(value);
}
