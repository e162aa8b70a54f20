import { Aggregator } from 'mingo/aggregator';
import { Context, ProcessingMode, evalExpr } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import * as projections from 'mingo/operators/projection';
import * as windows from 'mingo/operators/window';
import { CommandError } from '../command-error.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { ACCUMULATORS } from './accumulators.ts';
import { compareValues } from './compare.ts';
import { toView, viewDoc } from './view.ts';

type Variables = Record<string, unknown>;
type Compare = (order: number) => unknown;

/** mingo orders types and compares objects and arrays in its own way; these follow BSON order. */
const comparisons = Object.fromEntries(
  Object.entries({
    $cmp: (order) => Math.sign(order),
    $eq: (order) => order === 0,
    $ne: (order) => order !== 0,
    $gt: (order) => order > 0,
    $gte: (order) => order >= 0,
    $lt: (order) => order < 0,
    $lte: (order) => order <= 0,
  } satisfies Record<string, Compare>).map(([name, holds]) => [name, compareWith(name, holds)]),
);

export const EXPRESSION_OPERATORS = {
  accumulator: ACCUMULATORS,
  expression: { ...expressions, ...comparisons, $switch: switchOrFail },
  projection: projections,
  window: windows,
};
export const EXPRESSION_CONTEXT = Context.init(EXPRESSION_OPERATORS);

/** The value of an aggregation expression for one document. */
export function evaluate(expression: unknown, doc: Doc, variables: Variables = {}): unknown {
  return guard(() =>
    evalExpr(viewDoc(doc), toView(expression), { ...MINGO_OPTIONS, context: EXPRESSION_CONTEXT, variables }),
  );
}

const MINGO_OPTIONS = {
  idKey: '_id',
  // mingo's own window stages need it; a client cannot send a function, only its text, which is never run.
  scriptEnabled: true,
  useStrictMode: true,
  failOnError: true,
  processingMode: ProcessingMode.CLONE_OFF,
};

type RunOptions = { context: Context; variables: Variables };

/** Runs stages over documents that mingo may change: views made for this one run. */
export function runStages(pipeline: Doc[], docs: Iterable<Doc>, options: RunOptions): Doc[] {
  return [...streamStages(pipeline, docs, options)];
}

/** One document at a time, as far as the stages themselves need no more. */
export function* streamStages(pipeline: Doc[], docs: Iterable<Doc>, options: RunOptions): Generator<Doc> {
  const stream = guard(() => new Aggregator(pipeline, { ...MINGO_OPTIONS, ...options }).stream(docs));
  for (;;) {
    const { value, done } = guard(() => stream.next());
    if (done) return;
    if (isDoc(value)) yield value;
  }
}

const CODES: [RegExp, number][] = [
  [/undefined variable/, 17276],
  [/Cannot do exclusion and inclusion/, 31254],
];

/** mingo's complaints reach the client as BadValue, with mingo's sentence. */
export function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const unknownOperator = /^accumulator '(\$\w+)' is not registered/.exec(message);
    if (unknownOperator) throw new CommandError(168, `Unrecognized expression '${unknownOperator[1]}'`);
    const unknownStage = /^unregistered pipeline operator (\S+)\./.exec(message);
    if (unknownStage) throw new CommandError(40324, `Unrecognized pipeline stage name: '${unknownStage[1]}'`);
    const known = CODES.find(([pattern]) => pattern.test(message));
    throw new CommandError(known?.[1] ?? 2, message);
  }
}

const NO_BRANCH = Symbol('no branch');

/** mingo makes nothing of what no branch matches. */
function switchOrFail(obj: unknown, spec: unknown, options: Parameters<typeof evalExpr>[2]): unknown {
  const given = isDoc(spec) ? spec : {};
  const complete = { ...given, default: 'default' in given ? given['default'] : { $literal: NO_BRANCH } };
  const chosen: unknown = Reflect.apply(expressions.$switch, undefined, [obj, complete, options]);
  if (chosen !== NO_BRANCH) return chosen;
  const message = '$switch could not find a matching branch for an input, and no default was specified';
  throw new CommandError(40066, message);
}

function compareWith(name: string, holds: Compare) {
  return (obj: unknown, operands: unknown, options: Parameters<typeof evalExpr>[2]): unknown => {
    if (!Array.isArray(operands) || operands.length !== 2) {
      throw new CommandError(16020, `Expression ${name} takes exactly 2 arguments.`);
    }
    const [left, right] = operands.map((operand: unknown) => evalExpr(obj, operand, options));
    return holds(
      left === undefined || right === undefined ? missingOrder(left, right) : compareValues(left, right),
    );
  };
}

/** In expressions, unlike in queries, a missing value sorts before null. */
function missingOrder(left: unknown, right: unknown): number {
  return Number(left !== undefined) - Number(right !== undefined);
}
