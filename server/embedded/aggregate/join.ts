import { Long } from 'bson';
import { check } from '../command-error.ts';
import { compileExpression } from '../expression/compile.ts';
import { compileBindings } from '../expression/list-forms.ts';
import { readText } from '../expression/operands.ts';
import { encodeValue } from '../index/encode-value.ts';
import { isPattern } from '../query/bson-type.ts';
import { valuesAtPath } from '../query/path.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';
import { setAt } from './shape.ts';
import { type Stage, oneByOne, readSpec } from './stage.ts';

/** The foreign side is found through its indexes; with only a pipeline it is read once. */
export const lookup: Stage = (spec, { read, compile, names }) => {
  const given = readSpec(spec, [9, 9], 'from as 9 localField foreignField let pipeline');
  const { from, localField, foreignField, as, let: vars = {}, pipeline = [] } = given;
  for (const value of [from, localField, foreignField])
    check(value === undefined || typeof value === 'string', 9, 'a $lookup argument must be a string');
  check(typeof as === 'string', 9, "$lookup argument 'as' must be a string");
  const isJoin = typeof localField === 'string' && typeof foreignField === 'string';
  const isHalf = !isJoin && (localField ?? foreignField) !== undefined;
  check(!isHalf && (isJoin || 'pipeline' in given), 9, '$lookup requires both fields, or a pipeline');
  check(typeof from === 'string' || isGenerating(pipeline), 9, "must specify 'from' field for a $lookup");
  check(isDoc(vars), 9, "$lookup argument 'let' must be an object");
  const bind = compileBindings(vars, { names, compile: compileExpression });
  const run = compile(pipeline, [...names, ...Object.keys(vars)]);
  const source = (filter: Doc[], variables: Doc): Iterable<Doc> =>
    typeof from === 'string' ? read(from, filter, variables) : [];
  return (docs, variables) => {
    let everything: Doc[] | undefined;
    const join = oneByOne((doc) => {
      const foreign = isJoin
        ? source([{ $match: matchAny(foreignField, localValues(doc, localField)) }], variables)
        : (everything ??= [...source([], variables)]);
      return setAt(doc, as, [...run(foreign, bind(doc, variables))]);
    });
    return join(docs, variables);
  };
};

/** A pipeline that needs no collection. */
function isGenerating(pipeline: unknown): boolean {
  const [first] = Array.isArray(pipeline) ? (pipeline as unknown[]) : [];
  return isDoc(first) && '$documents' in first;
}

/** The values that a document joins by; a missing field and an empty array join as null does. */
function localValues(doc: Doc, path: string): unknown[] {
  const values = valuesAtPath(doc, path.split('.'));
  return values.length ? values : [null];
}

/** A regular expression joins itself only. */
function matchAny(path: string, values: unknown[]): Doc {
  return values.some(isPattern)
    ? { $or: values.map(($eq) => ({ [path]: { $eq } })) }
    : { [path]: { $in: values } };
}

export const unionWith: Stage = (spec, { read, compile, names }) => {
  const given: Doc = typeof spec === 'string' ? { coll: spec } : readSpec(spec, [9, 40415], 'coll pipeline');
  const { coll, pipeline = [] } = given;
  const run = compile(pipeline, names);
  check(typeof coll === 'string' || isGenerating(pipeline), 9, '$unionWith needs a collection or $documents');
  return function* (docs, variables) {
    yield* docs;
    if (typeof coll !== 'string') yield* run([], variables);
    else yield* read(coll, Array.isArray(pipeline) ? pipeline.filter(isDoc) : [], variables);
  };
};

const NEEDED = ['from', 'as', 'startWith', 'connectFromField', 'connectToField'];

/** Level by level, each through the indexes of the other collection. */
export const graphLookup: Stage = (spec, { read, names }) => {
  const fields = `${NEEDED.join(' 40105 ')} 40105 depthField maxDepth restrictSearchWithMatch`;
  const given = readSpec(spec, [40327, 40104], fields);
  const {
    restrictSearchWithMatch: restriction = {},
    startWith,
    depthField = '',
    maxDepth = Infinity,
  } = given;
  const [from, as, out, into] = ['from', 'as', 'connectFromField', 'connectToField'].map((name) =>
    readText('$graphLookup', given[name], 40103),
  );
  const depthName = readText('$graphLookup', depthField, 40103);
  const deepest = toNumber(maxDepth) ?? -1;
  check(toNumber(maxDepth) !== undefined, 40100, 'maxDepth requires numeric argument');
  check(deepest >= 0, 40101, 'maxDepth requires a nonnegative argument');
  check(isDoc(restriction), 40185, 'restrictSearchWithMatch must be an object');
  const start = compileExpression(startWith, names);
  return oneByOne((doc, variables) => {
    const found = new Map<string, Doc>();
    let values: unknown[] = [start(doc, variables) ?? null].flat();
    for (let depth = 0; values.length > 0 && depth <= deepest; depth += 1) {
      const filter = { $and: [matchAny(into ?? '', values), restriction] };
      values = [];
      for (const next of read(from ?? '', [{ $match: filter }], variables)) {
        const key = encodeValue(next['_id']).toString('latin1');
        if (found.has(key)) continue;
        found.set(key, depthName ? setAt(next, depthName, Long.fromNumber(depth)) : next);
        values.push(...valuesAtPath(next, (out ?? '').split('.')));
      }
    }
    return setAt(doc, as ?? '', [...found.values()]);
  });
};
