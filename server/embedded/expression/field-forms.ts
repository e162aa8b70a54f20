import { check } from '../command-error.ts';
import { isDoc, setField } from '../wire/bson.ts';
import type { Compute } from './compile.ts';
import { fieldsOf, isNullish, readNamed } from './operands.ts';
import type { Form, Site } from './operators.ts';

/** Operators on a field by its name, which may hold dots and dollars. */
export const FIELD_FORMS: Record<string, Form> = {
  $getField: (spec, site) => {
    const isNamed = isDoc(spec) && !Object.keys(spec)[0]?.startsWith('$');
    const fields = fieldsOf('field 3041702 input 3041703');
    const { field, input } = isNamed
      ? readNamed('$getField', spec, [0, 3041701, fields])
      : { field: spec, input: '$$CURRENT' };
    const name = readFieldName('$getField', field, [5654600, 5654601, 5654602]);
    const compute = site.compile(input, site.names);
    return (root, variables) => {
      const value = compute(root, variables);
      return isDoc(value) && Object.hasOwn(value, name) ? value[name] : value === null ? null : undefined;
    };
  },
  $setField: (spec, site) => compileSetField('$setField', spec, site),
  $unsetField: (spec, site) => compileSetField('$unsetField', spec, site),
};

/** The name must stand there as it is; each way that it does not has a code. */
function readFieldName(
  operator: string,
  field: unknown,
  [isPath, isComputed, isOther]: [number, number, number],
): string {
  check(
    typeof field !== 'string' || !field.startsWith('$'),
    isPath,
    `${operator} does not allow a field path here`,
  );
  const [form, literalOf] = isDoc(field) ? (Object.entries(field)[0] ?? []) : ['$literal', field];
  check(
    form === '$literal' || form === '$const',
    isComputed,
    `${operator} requires 'field' to evaluate to a constant`,
  );
  check(typeof literalOf === 'string', isOther, `${operator} requires 'field' to evaluate to type String`);
  return literalOf;
}

function compileSetField(operator: string, spec: unknown, { names, compile }: Site): Compute {
  const fields = `field 4161102 input 4161109 ${operator === '$setField' ? 'value 4161103' : ''}`;
  const given = readNamed(operator, spec, [4161100, 4161101, fieldsOf(fields)]);
  const name = readFieldName(operator, given['field'], [4161108, 4161106, 4161107]);
  const [input, value] = [compile(given['input'], names), compile(given['value'] ?? '$$REMOVE', names)];
  return (root, variables) => {
    const before = input(root, variables);
    if (isNullish(before)) return null;
    check(isDoc(before), 4161105, `${operator} requires 'input' to evaluate to type Object`);
    const [after, set] = [{ ...before }, value(root, variables)];
    if (set === undefined) delete after[name];
    else setField(after, name, set);
    return after;
  };
}
