import { CommandError, failedToParse } from '../command-error.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

type Check = (spec: unknown) => string | undefined;
/** For each stage: the code MongoDB gives, and what is wrong with the specification if something is. */
const CHECKS: Record<string, [number, Check][]> = {
  $limit: [
    [
      5107201,
      (spec) =>
        isWhole(spec, 0) ? undefined : 'invalid argument to $limit stage: Expected a non-negative number',
    ],
    [15958, (spec) => (isWhole(spec, 1) ? undefined : 'the limit must be positive')],
  ],
  $skip: [
    [
      5107200,
      (spec) =>
        isWhole(spec, 0) ? undefined : 'invalid argument to $skip stage: Expected a non-negative number',
    ],
  ],
  $project: [
    [
      51272,
      (spec) =>
        isFilled(spec)
          ? undefined
          : 'Invalid $project :: caused by :: projection specification must have at least one field',
    ],
  ],
  $facet: [
    [40169, (spec) => (isFilled(spec) ? undefined : 'the $facet specification must be a non-empty object')],
  ],
  $count: [
    [
      40156,
      (spec) =>
        typeof spec === 'string' && spec !== '' ? undefined : 'the count field must be a non-empty string',
    ],
    [
      40158,
      (spec) => (String(spec).startsWith('$') ? 'the count field cannot be a $-prefixed path' : undefined),
    ],
    [40160, (spec) => (String(spec).includes('.') ? "the count field cannot contain '.'" : undefined)],
  ],
  $sample: [
    [28745, (spec) => (isDoc(spec) ? undefined : 'the $sample stage specification must be an object')],
    [
      28747,
      (spec) =>
        isDoc(spec) && isWhole(spec['size'], 1)
          ? undefined
          : 'size argument to $sample must be a positive integer',
    ],
  ],
  $unwind: [[28818, (spec) => unwindFault(isDoc(spec) ? spec['path'] : spec)]],
  $group: [
    [
      15955,
      (spec) => (isDoc(spec) && '_id' in spec ? undefined : 'a group specification must include an _id'),
    ],
    [40234, (spec) => groupFault(spec)],
  ],
  $lookup: [[9, (spec) => lookupFault(spec)]],
};

/** mingo lets many of these pass, or names another reason. */
export function assertPipeline(pipeline: readonly unknown[]): void {
  for (const stage of pipeline) {
    const [entry, ...more] = isDoc(stage) ? Object.entries(stage) : [];
    if (!entry || more.length > 0)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name, spec] = entry;
    for (const [code, check] of CHECKS[name] ?? []) {
      const fault = check(spec);
      if (fault !== undefined) throw new CommandError(code, fault);
    }
    if (name === '$facet' && isDoc(spec)) for (const branch of Object.values(spec)) assertBranch(branch);
    if ((name === '$lookup' || name === '$unionWith') && isDoc(spec)) assertBranch(spec['pipeline'] ?? []);
  }
}

function assertBranch(branch: unknown): void {
  if (!Array.isArray(branch)) throw failedToParse('arguments to a nested pipeline must be arrays');
  assertPipeline(branch);
}

function isWhole(value: unknown, least: number): boolean {
  const number = toNumber(value);
  return number !== undefined && Number.isInteger(number) && number >= least;
}

function isFilled(spec: unknown): spec is Doc {
  return isDoc(spec) && Object.keys(spec).length > 0;
}

function unwindFault(path: unknown): string | undefined {
  const isPath = typeof path === 'string' && path.startsWith('$');
  return isPath ? undefined : "path option to $unwind stage should be prefixed with a '$'";
}

function groupFault(spec: unknown): string | undefined {
  const wrong = Object.entries(isDoc(spec) ? spec : {}).find(
    ([name, value]) => name !== '_id' && !(isDoc(value) && Object.keys(value)[0]?.startsWith('$')),
  );
  return wrong && `The field '${wrong[0]}' must be an accumulator object`;
}

const LOOKUP_FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function lookupFault(spec: unknown): string | undefined {
  if (!isDoc(spec)) return 'the $lookup specification must be an Object';
  const wrong = Object.keys(spec).find((name) => !LOOKUP_FIELDS.includes(name));
  return wrong && `unknown argument to $lookup: ${wrong}`;
}
