import { Aggregator } from 'mingo/aggregator';
import { Context, ProcessingMode } from 'mingo/core';
import { $covariancePop, $covarianceSamp } from 'mingo/operators/accumulator';
import * as stages from 'mingo/operators/pipeline';
import * as windows from 'mingo/operators/window';
import { CommandError, check } from '../command-error.ts';
import { compileExpression } from '../expression/compile.ts';
import { OPERATOR_NAMES } from '../expression/operators.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { ACCUMULATOR_NAMES, compileAccumulator } from './accumulators.ts';
import { type Stage, whole } from './stage.ts';
import { ORIGINAL, originalOf, restoreDoc, toView, viewDoc } from './view.ts';

/** mingo's own stage, over plain numbers; expressions and accumulators are ours and see the documents as they are. */
export function throughMingo(name: string): Stage {
  return (spec, { names }) => {
    check(isDoc(spec), 9, `the ${name} stage specification must be an object`);
    const stage = { [name]: viewDoc(spec) };
    return whole((docs, variables) => {
      const views = docs.map((doc) => ({ ...viewDoc(doc), [ORIGINAL]: doc }));
      const options = { ...OPTIONS, context: createContext(names, variables), variables: viewDoc(variables) };
      return guard(() => new Aggregator([stage], options).run(views).map((view) => restoreDoc(view)));
    });
  };
}

const OPTIONS = {
  idKey: '_id',
  // mingo's own window stages need it; a client cannot send a function, only its text, which is never run.
  scriptEnabled: true,
  useStrictMode: true,
  failOnError: true,
  processingMode: ProcessingMode.CLONE_OFF,
};

function createContext(names: readonly string[], variables: Doc): Context {
  const operators = {
    accumulator: {
      $covariancePop,
      $covarianceSamp,
      ...byName(ACCUMULATOR_NAMES, (name, operand) => {
        const accumulate = compileAccumulator(name, operand, names);
        return (views) => (Array.isArray(views) ? accumulate(views.map(originalOf), variables) : null);
      }),
    },
    expression: byName(OPERATOR_NAMES, (name, operand) => {
      const compute = compileExpression({ [name]: operand }, names);
      return (view) => toView(compute(originalOf(view), variables));
    }),
    window: windows,
    pipeline: stages,
  };
  // mingo types each operator by its own name.
  const context: Context = Reflect.apply((given: object) => Context.init(given), undefined, [operators]);
  return context;
}

type Call = (subject: unknown, operand: unknown) => unknown;

/** Each operator compiles an operand once, however many documents come. */
function byName(
  names: readonly string[],
  compile: (name: string, operand: unknown) => (subject: unknown) => unknown,
): Record<string, Call> {
  const call = (name: string): Call => {
    const compiled = new Map<unknown, (subject: unknown) => unknown>();
    return (subject, operand) => {
      const run = compiled.get(operand) ?? compile(name, operand);
      compiled.set(operand, run);
      return run(subject);
    };
  };
  return Object.fromEntries(names.map((name) => [name, call(name)]));
}

function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(2, error instanceof Error ? error.message : String(error));
  }
}
