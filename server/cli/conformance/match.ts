// The driver carries a copy of bson of its own, whose classes are not those of the package.
import { BSON, Decimal128, type Document, Double, Int32, Long, ReadConcern, WriteConcern } from 'mongodb';

/** Where a comparison is: extra fields are allowed in root documents only. */
export type Place = { path: string; isRoot: boolean; entities: ReadonlyMap<string, unknown> };
type Rule = (operand: unknown, actual: unknown, at: Place) => string | undefined;

/** What is wrong with the actual value, or undefined when it matches (unified test format, "Evaluating Matches"). */
export function mismatch(expected: unknown, actual: unknown, at: Place): string | undefined {
  const [name, operand] = specialOperator(expected);
  const rule = name === undefined ? undefined : RULES[name];
  if (name !== undefined) return rule ? rule(operand, actual, at) : `${at.path}: unknown operator ${name}`;
  if (Array.isArray(expected)) return mismatchList(expected, actual, at);
  if (isPlain(expected)) return mismatchDocument(expected, actual, at);
  const same =
    isNumber(expected) && isNumber(actual)
      ? Number(expected) === Number(actual) ||
        (Number.isNaN(Number(expected)) && Number.isNaN(Number(actual)))
      : text(expected) === text(actual);
  return same ? undefined : `${at.path}: expected ${text(expected)}, got ${text(actual)}`;
}

const RULES: Record<string, Rule> = {
  $$exists: (wanted, actual, { path }) =>
    (actual !== undefined) === wanted ? undefined : `${path}: should ${wanted === true ? '' : 'not '}exist`,
  $$type: (wanted, actual, { path }) => {
    const types: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    return types.some((type) => hasType(String(type), actual))
      ? undefined
      : `${path}: ${text(actual)} is no ${types.join('/')}`;
  },
  $$unsetOrMatches: (wanted, actual, at) =>
    actual === undefined || actual === null ? undefined : mismatch(wanted, actual, at),
  $$matchesEntity: (id, actual, at) =>
    mismatch(at.entities.get(String(id)), actual, { ...at, isRoot: false }),
  $$matchesHexBytes: (hex, actual, { path }) =>
    actual instanceof Uint8Array && Buffer.from(actual).toString('hex') === hex
      ? undefined
      : `${path}: other bytes`,
  $$sessionLsid: (_, actual, { path }) => (actual === undefined ? `${path}: no lsid` : undefined),
  $$lte: (most, actual, { path }) =>
    isNumber(actual) && Number(actual) <= Number(most)
      ? undefined
      : `${path}: ${text(actual)} > ${text(most)}`,
  $$matchAsRoot: (wanted, actual, at) => mismatch(wanted, actual, { ...at, isRoot: true }),
  $$matchAsDocument: (wanted, actual, at) =>
    mismatch(wanted, BSON.EJSON.parse(String(actual), { relaxed: true }), { ...at, isRoot: false }),
};

function specialOperator(expected: unknown): [string | undefined, unknown] {
  if (!isPlain(expected)) return [undefined, undefined];
  const [entry, ...more] = Object.entries(expected);
  return entry?.[0].startsWith('$$') && more.length === 0 ? entry : [undefined, undefined];
}

function mismatchList(expected: readonly unknown[], actual: unknown, at: Place): string | undefined {
  if (!Array.isArray(actual)) return `${at.path}: expected a list, got ${text(actual)}`;
  if (actual.length !== expected.length)
    return `${at.path}: expected ${expected.length} elements, got ${text(actual)}`;
  return firstFault(expected.keys(), (i) =>
    mismatch(expected[i], actual[i], { ...at, path: `${at.path}[${i}]` }),
  );
}

function mismatchDocument(expected: Document, given: unknown, at: Place): string | undefined {
  const actual = withoutClass(given);
  if (!isPlain(actual)) return `${at.path}: expected a document, got ${text(actual)}`;
  const extra = Object.keys(actual).find((key) => !(key in expected) && actual[key] !== undefined);
  if (!at.isRoot && extra !== undefined) return `${at.path}: unexpected field ${extra}`;
  return firstFault(Object.keys(expected), (key) =>
    mismatch(expected[key], actual[key], { ...at, isRoot: false, path: `${at.path}.${key}` }),
  );
}

/** The driver shows concerns in classes of its own. */
function withoutClass(value: unknown): unknown {
  return value instanceof ReadConcern || value instanceof WriteConcern
    ? Object.fromEntries(Object.entries(value))
    : value;
}

function firstFault<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = check(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function hasType(type: string, actual: unknown): boolean {
  if (['int', 'long', 'double', 'decimal', 'number'].includes(type)) {
    if (type === 'double' || type === 'number') return isNumber(actual);
    return type === 'decimal'
      ? actual instanceof Decimal128
      : isNumber(actual) && Number.isInteger(Number(actual));
  }
  const known: Record<string, boolean> = {
    string: typeof actual === 'string',
    bool: typeof actual === 'boolean',
    object: isPlain(actual),
    array: Array.isArray(actual),
    null: actual === null,
    date: actual instanceof Date,
  };
  if (type in known) return known[type] === true;
  const bsonType: unknown =
    typeof actual === 'object' && actual !== null ? Reflect.get(actual, '_bsontype') : '';
  return String(bsonType).toLowerCase() === (type === 'binData' ? 'binary' : type.toLowerCase());
}

export function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  return value instanceof Int32 || value instanceof Double || value instanceof Long;
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : BSON.EJSON.stringify(value, { relaxed: true });
}
