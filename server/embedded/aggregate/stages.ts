import { CommandError, check, notSupported } from '../command-error.ts';
import { compileExpression } from '../expression/compile.ts';
import { compileFilter } from '../query/filter.ts';
import { slice } from '../query/lazy.ts';
import { readSort, sortItems } from '../query/sort-key.ts';
import { type Doc, entryOf, isDoc, toNumber } from '../wire/bson.ts';
import { bucketAuto } from './bucket-auto.ts';
import { bucket, group, sortByCount } from './group.ts';
import { graphLookup, lookup, unionWith } from './join.ts';
import { addFields, project, redact, replaceRoot, replaceWith, unset, unwind } from './shape.ts';
import { type Stage, type Tools, type Transform, isWholeFrom, readSpec, whole } from './stage.ts';
import { throughMingo } from './window.ts';

/** What an update may say too. */
export const SHAPES: Record<string, Stage> = {
  $addFields: addFields,
  $set: addFields,
  $project: project,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
};

const REFUSED = ['$geoNear', '$search', '$currentOp', '$listSessions', '$collStats', '$indexStats'];

const STAGES: Record<string, Stage> = {
  ...SHAPES,
  $match: (spec, { scope, names }) => {
    check(isDoc(spec), 15959, 'the match filter must be an expression in an object');
    const compile = (variables: Doc): ReturnType<typeof compileFilter> =>
      compileFilter(spec, { ...scope, variables });
    compile(Object.fromEntries(names.map((name) => [name, null])));
    return function* (docs, variables) {
      const matches = compile(variables);
      for (const doc of docs) if (matches(doc)) yield doc;
    };
  },
  $sort: (spec, { scope: { collate } }) => {
    check(isDoc(spec), 15973, 'the $sort key specification must be an object');
    check(Object.keys(spec).length > 0, 15976, '$sort stage must have at least one sort key');
    const sort = readSort(spec);
    return whole((docs) => sortItems(docs, (doc) => doc, { sort, collate }));
  },
  $limit: (spec) => {
    check(isWholeFrom(spec, 0), 5107201, 'invalid argument to $limit stage: Expected a non-negative number');
    check(isWholeFrom(spec, 1), 15958, 'the limit must be positive');
    return (docs) => slice(docs, { skip: 0, limit: toNumber(spec) ?? 0 });
  },
  $skip: (spec) => {
    check(isWholeFrom(spec, 0), 5107200, 'invalid argument to $skip stage: Expected a non-negative number');
    return (docs) => slice(docs, { skip: toNumber(spec) ?? 0, limit: Infinity });
  },
  $count: (spec, { compile, names }) => {
    check(typeof spec === 'string' && spec !== '', 40156, 'the count field must be a non-empty string');
    check(!spec.startsWith('$'), 40158, 'the count field cannot be a $-prefixed path');
    check(!spec.includes('.'), 40160, "the count field cannot contain '.'");
    return compile([{ $group: { _id: null, [spec]: { $sum: 1 } } }, { $project: { _id: 0 } }], names);
  },
  $sample: (spec) => {
    const { size } = readSpec(spec, [28745, 28748], 'size 28749');
    check(toNumber(size) !== undefined, 28746, 'size argument to $sample must be a number');
    check(isWholeFrom(size, 1), 28747, 'size argument to $sample must be a positive integer');
    return whole((docs) => {
      const drawn = docs.map((doc) => ({ lot: Math.random(), doc })).sort((a, b) => a.lot - b.lot);
      return drawn.slice(0, toNumber(size)).map(({ doc }) => doc);
    });
  },
  $facet: (spec, { compile, names }) => {
    check(isDoc(spec) && Object.keys(spec).length > 0, 40169, '$facet must be a non-empty object');
    const facets = Object.entries(spec).map(([name, pipeline]): [string, Transform] => {
      check(Array.isArray(pipeline), 40170, `arguments to $facet must be arrays, ${name} is not`);
      const stages = pipeline.filter(isDoc).flatMap((stage) => Object.keys(stage));
      const odd = stages.find((stage) => ['$facet', '$out', '$merge'].includes(stage));
      check(odd === undefined, 40600, `${odd} is not allowed to be used within a $facet stage`);
      return [name, compile(pipeline, names)];
    });
    return whole((docs, variables) => [
      Object.fromEntries(facets.map(([name, run]) => [name, [...run(docs, variables)]])),
    ]);
  },
  $documents: (spec, { names }) => {
    const make = compileExpression(spec, names);
    return whole((_, variables) => {
      const docs = make({}, variables);
      check(Array.isArray(docs) && docs.every(isDoc), 5858203, 'an array is expected');
      return docs;
    });
  },
  $group: group,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $sortByCount: sortByCount,
  $unwind: unwind,
  $redact: redact,
  $lookup: lookup,
  $graphLookup: graphLookup,
  $unionWith: unionWith,
  $setWindowFields: throughMingo('$setWindowFields'),
  $densify: throughMingo('$densify'),
  $fill: throughMingo('$fill'),
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

/** Every stage is checked before a document is read. */
export function compilePipeline(
  pipeline: readonly unknown[],
  tools: Omit<Tools, 'compile'>,
  stages = STAGES,
): Transform {
  const compile: Tools['compile'] = (inner, names) => {
    check(Array.isArray(inner), 14, 'a nested pipeline must be an array of stages');
    return compilePipeline(inner, { ...tools, names });
  };
  const transforms = pipeline.map((stage) => {
    const [entry, more] = isDoc(stage) ? Object.entries(stage) : [];
    check(
      entry !== undefined && !more,
      40323,
      'A pipeline stage specification object must contain exactly one field.',
    );
    const [name, spec] = entry;
    const make = entryOf(stages, name);
    check(make !== undefined, 40324, `Unrecognized pipeline stage name: '${name}'`);
    return make(spec, { ...tools, compile });
  });
  return (docs, variables) => transforms.reduce((before, transform) => transform(before, variables), docs);
}
