import { check } from '../command-error.ts';
import { type Doc, entryOf, isDoc, setField } from '../wire/bson.ts';
import { assertFieldName } from '../query/path.ts';
import { compileOperator } from './operators.ts';

/** An expression compiled: from a document and the variables to a value; undefined stands for a missing one. */
export type Compute = (root: unknown, variables: Doc) => unknown;
/** Compiles an operand that knows these variables. */
export type Compile = (expression: unknown, names: readonly string[]) => Compute;

const SYSTEM: Record<string, Compute> = {
  ROOT: (root) => root,
  CURRENT: (root, variables) => (Object.hasOwn(variables, 'CURRENT') ? variables['CURRENT'] : root),
  REMOVE: () => undefined,
  NOW: (_, variables) => variables['NOW'] ?? new Date(),
  KEEP: () => 'keep',
  PRUNE: () => 'prune',
  DESCEND: () => 'descend',
};

/** `names` are the variables that the expression may use, besides MongoDB's own. */
export function compileExpression(expression: unknown, names: readonly string[] = []): Compute {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression, names);
  if (Array.isArray(expression)) {
    const items = expression.map((item: unknown) => compileExpression(item, names));
    return (root, variables) => items.map((item) => item(root, variables) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const [first] = Object.keys(expression);
  if (first?.startsWith('$')) return compileCall(first, expression, names);
  const fields = Object.entries(expression).map(([name, value]): [string, Compute] => {
    assertFieldName(name);
    return [name, compileExpression(value, names)];
  });
  return (root, variables) => {
    const made: Doc = {};
    for (const [name, compute] of fields) {
      const value = compute(root, variables);
      if (value !== undefined) setField(made, name, value);
    }
    return made;
  };
}

/** The value of an expression for one document; what is computed often is compiled once. */
export function evaluate(expression: unknown, root: Doc, variables: Doc = {}): unknown {
  return compileExpression(expression, Object.keys(variables))(root, variables);
}

function compileCall(name: string, expression: Doc, names: readonly string[]): Compute {
  check(
    Object.keys(expression).length === 1,
    15983,
    'An object representing an expression must have exactly one field',
  );
  return compileOperator(name, expression[name], { names, compile: compileExpression });
}

function compilePath(path: string, names: readonly string[]): Compute {
  check(path !== '$', 16872, "'$' by itself is not a valid FieldPath");
  const isVariable = path.startsWith('$$');
  const [name = '', ...parts] = isVariable
    ? path.slice(2).split('.')
    : ['CURRENT', ...path.slice(1).split('.')];
  check(name !== '', 9, 'empty variable names are not allowed');
  check(parts.at(-1) !== '', 40353, "FieldPath must not end with a '.'.");
  parts.forEach(assertFieldName);
  const own = entryOf(SYSTEM, name);
  check(own !== undefined || names.includes(name), 17276, `Use of undefined variable: ${name}`);
  const start: Compute = own ?? ((_, variables) => variables[name]);
  return parts.length ? (root, variables) => valueAt(start(root, variables), parts) : start;
}

/** Enters objects, and the objects that arrays hold; numbers are names of fields, not positions. */
export function valueAt(value: unknown, parts: readonly string[], depth = 0): unknown {
  const part = parts[depth];
  if (part === undefined) return value;
  if (isDoc(value)) return Object.hasOwn(value, part) ? valueAt(value[part], parts, depth + 1) : undefined;
  if (!Array.isArray(value)) return undefined;
  return value
    .filter(isDoc)
    .map((item) => valueAt(item, parts, depth))
    .filter((item) => item !== undefined);
}
