import { Context, evalExpr } from 'mingo/core';
import { type Iterator, Lazy, concat } from 'mingo/lazy';
import * as stages from 'mingo/operators/pipeline';
import { CommandError, badValue, failedToParse, notSupported } from '../command-error.ts';
import { addFields } from '../query/add-fields.ts';
import { compareValues } from '../query/compare.ts';
import { EXPRESSION_OPERATORS, type MingoOptions, runStages } from '../query/expression.ts';
import { compileFilter } from '../query/filter.ts';
import { getPath, valuesAtPath } from '../query/path.ts';
import { project, unset } from '../query/project.ts';
import type { Scope } from '../query/scope.ts';
import { sortItems } from '../query/sort-key.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

/** Reads another collection of the same database as views, through its indexes as far as the front of the pipeline goes; `rest` is left. */
export type Read = (name: string, pipeline: Doc[], variables?: Doc) => { docs: Doc[]; rest: Doc[] };
type Options = MingoOptions & { local?: { variables?: Doc } };
type Stage = (input: Iterator, spec: unknown, options: Options) => Iterator;
type Run = (pipeline: Doc[], docs: Iterable<Doc>, variables: Doc) => Doc[];
type Tools = { read: Read; run: Run; scope: Scope };

/** mingo's stages, with those replaced that mingo gets wrong or that other collections are read by. */
export function createContext(scope: Scope, read: Read): Context {
  const run: Run = (pipeline, docs, variables) => runStages(pipeline, docs, { context, variables });
  const context: Context = Context.init({
    ...EXPRESSION_OPERATORS,
    pipeline: { ...stages, ...ownStages({ read, run, scope }), ...REFUSING },
  });
  return context;
}

function ownStages({ read, run, scope }: Tools): Record<string, Stage> {
  /** A stage that needs all documents at once. */
  const whole =
    (change: (docs: Doc[], spec: unknown, options: Options) => Doc[]): Stage =>
    (input, spec, options) =>
      input.transform((docs) => Lazy(change(toDocs(docs), spec, options)));
  return {
    $match: (input, spec, options) => {
      const matches = compileFilter(toDoc(spec), { ...scope, variables: variablesOf(options) });
      return input.filter((doc) => isDoc(doc) && matches(doc));
    },
    $sort: whole((docs, spec) =>
      sortItems(docs, (doc) => doc, { sort: toDoc(spec), collate: scope.collate }),
    ),
    $count: whole((docs, spec) => (docs.length ? [{ [String(spec)]: docs.length }] : [])),
    $sample: whole(sample),
    $project: project,
    $unset: unset,
    $addFields: addFields,
    $set: addFields,
    $bucket: whole((docs, spec, options) => run(toGroup(toDoc(spec)), docs, variablesOf(options))),
    $lookup: (input, spec, options) => lookup(input, toDoc(spec), { read, run, options }),
    $unionWith: (input, spec, options) => {
      const { coll, pipeline } = isDoc(spec) ? spec : { coll: spec, pipeline: [] };
      const variables = variablesOf(options);
      const { docs, rest } = read(String(coll), toDocs(pipeline), variables);
      if (docs.length === 0 && rest.every((stage) => ONE_BY_ONE.some((name) => name in stage))) return input;
      return concat(input, Lazy(run(rest, docs, variables)));
    },
    $graphLookup: (input, spec, options) => {
      const { docs: from } = read(String(toDoc(spec)['from']), []);
      return Reflect.apply(stages.$graphLookup, undefined, [input, { ...toDoc(spec), from }, options]);
    },
  };
}

function sample(docs: Doc[], spec: unknown): Doc[] {
  const drawn = docs.map((doc) => ({ lot: Math.random(), doc })).sort((a, b) => a.lot - b.lot);
  return drawn.slice(0, toNumber(toDoc(spec)['size'])).map(({ doc }) => doc);
}

/** Stages that make nothing of nothing. */
const ONE_BY_ONE = ['$match', '$project', '$addFields', '$set', '$unset', '$replaceRoot', '$limit', '$skip'];

const REFUSED = ['$geoNear', '$search', '$currentOp', '$listSessions', '$collStats', '$indexStats'];
const REFUSING: Record<string, Stage> = {
  ...Object.fromEntries(REFUSED.map((name) => [name, refuse(notSupported(`the stage ${name}`))])),
  $changeStream: refuse(new CommandError(40573, 'The $changeStream stage is only supported on replica sets')),
  // They are taken off the end of a pipeline before it gets here.
  $out: refuse(new CommandError(40601, '$out can only be the final stage in the pipeline')),
  $merge: refuse(new CommandError(40601, '$merge can only be the final stage in the pipeline')),
};

function refuse(error: CommandError): Stage {
  return () => {
    throw error;
  };
}

function toDoc(value: unknown): Doc {
  if (!isDoc(value)) throw failedToParse('the specification of a stage must be an object');
  return value;
}

function toDocs(values: unknown): Doc[] {
  return Array.isArray(values) ? values.filter(isDoc) : [];
}

function variablesOf(options: Options): Doc {
  return { ...options.variables, ...options.local?.variables };
}

type LookupTools = Pick<Tools, 'read' | 'run'> & { options: Options };

/** The foreign side is found through its indexes; with only a pipeline it is read once. */
function lookup(input: Iterator, spec: Doc, { read, run, options }: LookupTools): Iterator {
  const { from, localField, foreignField, as } = spec;
  if (typeof as !== 'string') throw failedToParse("must specify 'as' field for a $lookup");
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw failedToParse(
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  }
  const pipeline = toDocs(spec['pipeline']);
  const letSpec = isDoc(spec['let']) ? spec['let'] : {};
  const whole = once(() => (typeof from === 'string' ? read(from, []).docs : []));
  return input.map((value) => {
    const doc = toDoc(value);
    const foreign =
      typeof localField === 'string' && typeof from === 'string'
        ? read(from, [{ $match: { [String(foreignField)]: { $in: localValues(doc, localField) } } }]).docs
        : whole();
    if (pipeline.length === 0) return { ...doc, [as]: foreign };
    const own = Object.entries(letSpec).map(([name, expr]) => [name, evalExpr(doc, expr, options)]);
    return { ...doc, [as]: run(pipeline, foreign, { ...variablesOf(options), ...Object.fromEntries(own) }) };
  });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function localValues(doc: Doc, path: string): unknown[] {
  const values = valuesAtPath(doc, path.split('.'));
  return values.length === 0 && !Array.isArray(getPath(doc, path.split('.'))) ? [null] : values;
}

/** A `$bucket` is a group by the greatest bound that the value is not before. */
function toGroup({ groupBy, boundaries, default: other, output = { count: { $sum: 1 } } }: Doc): Doc[] {
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw badValue('The $bucket boundaries field must be an array with at least 2 values');
  const bounds = boundaries.map((bound: unknown) => ({ $literal: bound }));
  if (boundaries.some((bound: unknown, i) => i > 0 && compareValues(boundaries[i - 1], bound) >= 0))
    throw badValue("The 'boundaries' option to $bucket must be sorted");
  // Without a branch it says what MongoDB says.
  const outside = other === undefined ? { $switch: { branches: [] } } : { $literal: other };
  const _id = bounds.slice(1).reduceRight<Doc>((rest, upper, i) => {
    const isInside = { $and: [{ $gte: [groupBy, bounds[i]] }, { $lt: [groupBy, upper] }] };
    return { $cond: [isInside, bounds[i], rest] };
  }, outside);
  return [{ $group: { _id, ...toDoc(output) } }, { $sort: { _id: 1 } }];
}
