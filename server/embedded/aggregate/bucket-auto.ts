import { Double } from 'bson';
import { Context } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import { $push } from 'mingo/operators/accumulator';
import { $bucketAuto } from 'mingo/operators/pipeline';
import { check } from '../command-error.ts';
import { compileExpression } from '../expression/compile.ts';
import { compareValues } from '../query/compare.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';
import { compileSummary } from './accumulators.ts';
import { isExpression } from './group.ts';
import { type Stage, isWholeFrom, readSpec, whole } from './stage.ts';

type Keyed = { key: unknown; doc: Doc };
type Bucket = { min: unknown; max: unknown; members: Keyed[] };

export const bucketAuto: Stage = (spec, { names }) => {
  const given = readSpec(spec, [40240, 40245], 'groupBy buckets output granularity');
  const { groupBy: by, buckets, granularity, output = { count: { $sum: 1 } } } = given;
  check(by !== undefined && buckets !== undefined, 40246, "$bucketAuto requires 'groupBy' and 'buckets'");
  check(
    isExpression(by),
    40239,
    "The $bucketAuto 'groupBy' field must be a $-prefixed path or an expression",
  );
  const count = toNumber(buckets);
  check(count !== undefined, 40241, "The $bucketAuto 'buckets' field must be a numeric value");
  check(Number.isInteger(count), 40242, "The $bucketAuto 'buckets' field must be a 32-bit integer");
  check(isWholeFrom(count, 1), 40243, "The $bucketAuto 'buckets' field must be greater than 0");
  check(isDoc(output), 40244, "The $bucketAuto 'output' field must be an object");
  const [keyOf, summarize] = [compileExpression(by, names), compileSummary(output, names)];
  return whole((docs, variables) => {
    const keyed = docs.map((doc) => ({ key: keyOf(doc, variables) ?? null, doc }));
    keyed.sort((a, b) => compareValues(a.key, b.key));
    const made =
      granularity === undefined ? evenBuckets(keyed, count) : roundBuckets(keyed, count, granularity);
    return made.map(({ min, max, members }) =>
      summarize(
        { min, max },
        members.map(({ doc }) => doc),
        variables,
      ),
    );
  });
};

/** Equal keys stay together; each bucket ends where the next one begins. */
function evenBuckets(keyed: Keyed[], count: number): Bucket[] {
  const size = Math.max(1, Math.round(keyed.length / count));
  const starts: number[] = [];
  for (let at = 0; at < keyed.length && starts.length < count;) {
    starts.push(at);
    at += size;
    while (at < keyed.length && compareValues(keyed[at]?.key, keyed[at - 1]?.key) === 0) at += 1;
  }
  return starts.map((start, i) => {
    const end = starts[i + 1];
    return {
      min: keyed[start]?.key,
      max: keyed[end ?? keyed.length - 1]?.key,
      members: keyed.slice(start, end),
    };
  });
}

/** mingo knows the preferred numbers. */
function roundBuckets(keyed: Keyed[], buckets: number, granularity: unknown): Bucket[] {
  for (const { key } of keyed) {
    const number = toNumber(key);
    check(
      number !== undefined,
      40258,
      "$bucketAuto can specify a 'granularity' with numeric boundaries only",
    );
    check(!Number.isNaN(number), 40259, '$bucketAuto can not round NaN');
    check(number >= 0, 40260, '$bucketAuto can only round nonnegative numbers');
  }
  const items = keyed.map(({ key }, at) => ({ key: toNumber(key), at }));
  const spec = { groupBy: '$key', buckets, granularity, output: { members: { $push: '$at' } } };
  const context = Context.init({ accumulator: { $push } });
  const made: { collect: () => Rounded[] } = Reflect.apply($bucketAuto, undefined, [
    Lazy(items),
    spec,
    { context },
  ]);
  return made.collect().map(({ _id: { min, max }, members }) => ({
    min: new Double(min),
    max: new Double(max),
    members: members.map((at) => keyed[at]).filter((one) => one !== undefined),
  }));
}

type Rounded = { _id: { min: number; max: number }; members: number[] };
