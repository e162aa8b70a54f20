import { CommandError } from '../command-error.ts';
import { assertFieldName } from '../expression/compile.ts';
import { type Doc, isDoc, isNumeric, isTruthy } from '../wire/bson.ts';

/** The stage of a pipeline knows expressions only; `names` are the variables of these. */
export type Site = { names: readonly string[]; isStage: boolean };
type Field = [path: string, value: unknown];

/** `{a: {b: 1}}` means `a.b`; an object of nothing stays one. */
export function flatten(spec: Doc, prefix = ''): Field[] {
  return Object.entries(spec).flatMap(([name, value]): Field[] =>
    isDoc(value) && Object.keys(value).length > 0 && !operatorOf(value)
      ? flatten(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

export function operatorOf(value: unknown): string | undefined {
  const [first] = isDoc(value) ? Object.keys(value) : [];
  return first?.startsWith('$') ? first : undefined;
}

export function isShown(value: unknown): boolean {
  return isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true;
}

export function assertPaths(fields: Field[], { isStage }: Site): void {
  const positional = fields.filter(([path]) => !isStage && path.endsWith('.$'));
  if (positional.length > 1)
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  for (const [path, value] of fields) {
    if (isDoc(value) && Object.keys(value).length === 0)
      throw new CommandError(
        51270,
        `An empty sub-projection is not a valid value. Found empty object at path ${path}`,
      );
    assertPath(isStage ? path : path.replace(/\.\$$/, ''));
    if (!isStage && path.endsWith('.$') && !isShown(value))
      throw new CommandError(31395, 'positional projection cannot be used with exclusion');
    if (!isStage && path.includes('.') && operatorOf(value) === '$elemMatch')
      throw new CommandError(31275, `Cannot use $elemMatch projection on a nested field: ${path}`);
  }
}

function assertPath(path: string): void {
  if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
  path.split('.').forEach(assertFieldName);
}

/** What `$addFields` may say: paths of which none is the beginning of another. */
export function assertAdded(fields: Field[]): void {
  const [first] = fields;
  if (!first) throw new CommandError(40177, '$addFields specification must have at least one field');
  const paths = fields.map(([path]) => path);
  paths.forEach(assertPath);
  for (const [i, path] of paths.entries())
    if (paths.some((other, j) => i !== j && (other === path || other.startsWith(`${path}.`))))
      throw new CommandError(
        40176,
        `specification contains two conflicting paths. Cannot specify both '${path}' and one below it`,
      );
}

/** All but `_id`, `$slice` and `$elemMatch` say whether the other fields are shown; without them these do. */
export function isExclusion(fields: Field[], { isStage }: Site): boolean {
  const isFindOnly = (value: unknown, names: string[]): boolean =>
    !isStage && names.includes(operatorOf(value) ?? '');
  const deciding = fields.filter(
    ([path, value]) => (path !== '_id' || isComputed(value)) && !isFindOnly(value, ['$slice', '$elemMatch']),
  );
  const [first] = deciding;
  if (!first) return !fields.some(([, value]) => isShown(value) && !isFindOnly(value, ['$slice']));
  const isFirstShown = isShown(first[1]);
  const odd = deciding.find(([, value]) => isShown(value) !== isFirstShown);
  if (!odd) return !isFirstShown;
  const code = isComputed(odd[1]) ? 31252 : isFirstShown ? 31254 : 31253;
  const [mode, other] = isFirstShown ? ['inclusion', 'exclusion'] : ['exclusion', 'inclusion'];
  throw new CommandError(code, `Cannot do ${other} on field ${odd[0]} in ${mode} projection`);
}

export function isComputed(value: unknown): boolean {
  return !isNumeric(value) && typeof value !== 'boolean';
}
