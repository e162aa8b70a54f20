import { CommandError, badValue, check, notSupported } from '../command-error.ts';
import { isDoc, isTruthy } from '../wire/bson.ts';
import type { Compute } from './compile.ts';
import { FIELD_FORMS } from './field-forms.ts';
import { LIST_FORMS, compileBindings } from './list-forms.ts';
import { fieldsOf, isNullish, listOf, readNamed } from './operands.ts';
import type { Form, Site } from './operators.ts';

const literal: Form = (value) => () => value;
const script: Form = () => {
  throw badValue('script in an aggregation is not supported by the embedded database');
};

function ofAll(decide: (all: Compute[], holds: (operand: Compute) => boolean) => boolean): Form {
  return (spec, site) => {
    const all = compileAll(listOf(spec), site);
    return (root, variables) => decide(all, (operand) => isTruthy(operand(root, variables)));
  };
}

/** Operators that compute their operands only when they need them, or give them variables. */
export const FORMS: Record<string, Form> = {
  $literal: literal,
  $const: literal,
  $function: script,
  $accumulator: script,
  $meta: () => {
    throw notSupported('$meta');
  },
  $and: ofAll((all, holds) => all.every(holds)),
  $or: ofAll((all, holds) => all.some(holds)),
  $ifNull: (spec, site) => {
    const all = compileAll(listOf(spec), site);
    check(all.length >= 2, 1257300, `$ifNull needs at least two arguments, had: ${all.length}`);
    return (root, variables) => {
      let value: unknown;
      for (const operand of all) {
        value = operand(root, variables);
        if (!isNullish(value)) break;
      }
      return value;
    };
  },
  $cond: (spec, site) => {
    const given = isDoc(spec) ? readNamed('$cond', spec, [0, 17083, COND]) : undefined;
    const [test, yes, no, more] = compileAll(
      given ? [...COND.keys()].map((name) => given[name]) : listOf(spec),
      site,
    );
    if (!test || !yes || !no || more)
      throw new CommandError(16020, 'Expression $cond takes exactly 3 arguments.');
    return (root, variables) => (isTruthy(test(root, variables)) ? yes : no)(root, variables);
  },
  $switch: (spec, { names, compile }) => {
    const given = readNamed('$switch', spec, [40060, 40067, fieldsOf('branches 40068 default')]);
    const { branches } = given;
    check(Array.isArray(branches), 40061, "$switch expected an array for 'branches'");
    check(branches.length > 0, 40068, '$switch requires at least one branch.');
    const cases = branches.map((branch: unknown) => {
      const { case: test, then } = readNamed('$switch', branch, [
        40062,
        40063,
        fieldsOf('case 40064 then 40065'),
      ]);
      return { test: compile(test, names), value: compile(then, names) };
    });
    const otherwise = 'default' in given ? compile(given['default'], names) : undefined;
    return (root, variables) => {
      const chosen = cases.find(({ test }) => isTruthy(test(root, variables)))?.value ?? otherwise;
      check(chosen !== undefined, 40066, NO_BRANCH);
      return chosen(root, variables);
    };
  },
  $let: (spec, { names, compile }) => {
    const { vars, in: body } = readNamed('$let', spec, [16874, 16875, fieldsOf('vars 16876 in 16877')]);
    check(isDoc(vars), 10065, 'invalid parameter: expected an object (vars)');
    const bind = compileBindings(vars, { names, compile });
    const compute = compile(body, [...names, ...Object.keys(vars)]);
    return (root, variables) => compute(root, bind(root, variables));
  },
  ...LIST_FORMS,
  ...FIELD_FORMS,
};

const COND = fieldsOf('if 17080 then 17081 else 17082');
export const NO_BRANCH =
  '$switch could not find a matching branch for an input, and no default was specified.';

function compileAll(operands: unknown[], { names, compile }: Site): Compute[] {
  return operands.map((operand) => compile(operand, names));
}
