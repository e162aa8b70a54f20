import { Aggregator } from 'mingo/aggregator';
import { Context, ProcessingMode, evalExpr } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import * as projections from 'mingo/operators/projection';
import * as windows from 'mingo/operators/window';
import { CommandError } from '../command-error.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { ACCUMULATORS } from './accumulators.ts';
import { HOLDS, compareValues } from './compare.ts';
import { DATE_OPERATORS } from './date-expressions.ts';
import { readOperands } from './operands.ts';
import { toView, viewDoc } from './view.ts';

type Variables = Record<string, unknown>;
/** What mingo hands to each operator. */
export type MingoOptions = Parameters<typeof evalExpr>[2];
type Operator = (obj: unknown, operands: unknown, options: MingoOptions) => unknown;

/** mingo orders types and compares objects and arrays in its own way; these follow BSON order. */
const comparisons = Object.fromEntries(
  Object.entries({ $cmp: Math.sign, ...HOLDS }).map(([name, holds]) => [name, compareWith(name, holds)]),
);

export const EXPRESSION_OPERATORS = {
  accumulator: ACCUMULATORS,
  expression: readOperands({ ...comparisons, ...DATE_OPERATORS, $switch: switchOrFail }),
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

/** What mingo says, and what MongoDB says then. */
const COMPLAINTS: [said: RegExp, code: number, message?: string][] = [
  [/undefined variable/, 17276],
  [/Cannot do exclusion and inclusion/, 31254],
  [/^accumulator '(\$\w+)' is not registered/, 168, "Unrecognized expression '$1'"],
  [/^unregistered pipeline operator (\S+)\..*/s, 40324, "Unrecognized pipeline stage name: '$1'"],
];

/** mingo's other complaints reach the client as BadValue, with mingo's sentence. */
export function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const [said = /$/, code = 2, own] = COMPLAINTS.find(([pattern]) => pattern.test(message)) ?? [];
    throw new CommandError(code, own ? own.replace('$1', said.exec(message)?.[1] ?? '') : message);
  }
}

const NO_BRANCH = Symbol('no branch');

/** mingo makes nothing of what no branch matches. */
function switchOrFail(obj: unknown, spec: unknown, options: MingoOptions): unknown {
  const complete = { default: { $literal: NO_BRANCH }, ...(isDoc(spec) ? spec : {}) };
  const chosen: unknown = Reflect.apply(expressions.$switch, undefined, [obj, complete, options]);
  if (chosen !== NO_BRANCH) return chosen;
  const message = '$switch could not find a matching branch for an input, and no default was specified';
  throw new CommandError(40066, message);
}

function compareWith(name: string, holds: (order: number) => unknown): Operator {
  return (obj, operands, options) => {
    if (!Array.isArray(operands) || operands.length !== 2)
      throw new CommandError(16020, `Expression ${name} takes exactly 2 arguments.`);
    const [left, right] = operands.map((operand: unknown) => evalExpr(obj, operand, options));
    // Unlike in queries, a missing value sorts before null.
    const isMissing = left === undefined || right === undefined;
    const order = isMissing
      ? Number(left !== undefined) - Number(right !== undefined)
      : compareValues(left, right);
    return holds(order);
  };
}
