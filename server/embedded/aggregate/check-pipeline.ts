import { CommandError, failedToParse } from '../command-error.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

type Check = [code: number, holds: (spec: unknown) => boolean, otherwise: string];
const LOOKUP_FIELDS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];
/** For each stage: the code MongoDB gives, what must hold of the specification, and what is said when it does not. */
const CHECKS: Record<string, Check[]> = {
  $match: [[15959, isDoc, 'the match filter must be an expression in an object']],
  $sort: [[15973, isDoc, 'the $sort key specification must be an object']],
  $limit: [
    [5107201, (spec) => isWhole(spec, 0), 'invalid argument to $limit stage: Expected a non-negative number'],
    [15958, (spec) => isWhole(spec, 1), 'the limit must be positive'],
  ],
  $skip: [[5107200, (spec) => isWhole(spec, 0), 'invalid argument to $skip: Expected a non-negative number']],
  $project: [[51272, isFilled, 'Invalid $project :: projection specification must have at least one field']],
  $facet: [[40169, isFilled, 'the $facet specification must be a non-empty object']],
  $count: [
    [40156, (spec) => typeof spec === 'string' && spec !== '', 'the count field must be a non-empty string'],
    [40158, (spec) => !String(spec).startsWith('$'), 'the count field cannot be a $-prefixed path'],
    [40160, (spec) => !String(spec).includes('.'), "the count field cannot contain '.'"],
  ],
  $sample: [
    [28745, isDoc, 'the $sample stage specification must be an object'],
    [
      28747,
      (spec) => isWhole(fieldsOf(spec)['size'], 1),
      'size argument to $sample must be a positive integer',
    ],
  ],
  $unwind: [
    [
      28818,
      (spec) => String(isDoc(spec) ? spec['path'] : spec).startsWith('$'),
      "path option to $unwind stage should be prefixed with a '$'",
    ],
  ],
  $group: [
    [15955, (spec) => '_id' in fieldsOf(spec), 'a group specification must include an _id'],
    [40234, areAccumulators, 'The fields of a group other than _id must be accumulator objects'],
  ],
  $lookup: [
    [9, isDoc, 'the $lookup specification must be an Object'],
    [
      9,
      (spec) => Object.keys(fieldsOf(spec)).every((name) => LOOKUP_FIELDS.includes(name)),
      `the arguments to $lookup are ${LOOKUP_FIELDS.join(', ')}`,
    ],
  ],
};

/** mingo lets many of these pass, or names another reason. */
export function assertPipeline(pipeline: readonly unknown[]): void {
  for (const stage of pipeline) {
    const [entry, ...more] = isDoc(stage) ? Object.entries(stage) : [];
    if (!entry || more.length > 0)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name, spec] = entry;
    for (const [code, holds, otherwise] of CHECKS[name] ?? [])
      if (!holds(spec)) throw new CommandError(code, otherwise);
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

function fieldsOf(spec: unknown): Doc {
  return isDoc(spec) ? spec : {};
}

function areAccumulators(spec: unknown): boolean {
  return Object.entries(fieldsOf(spec)).every(
    ([name, value]) => name === '_id' || (isDoc(value) && Object.keys(value)[0]?.startsWith('$')),
  );
}
