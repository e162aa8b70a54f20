import { CommandError } from '../command-error.ts';
import { type Doc, isDoc, isNumeric, isTruthy, toNumber } from '../wire/bson.ts';
import { assertPath } from './path.ts';

/** The stage of a pipeline knows expressions only; `names` are the variables of these. */
export type Site = {
  names: readonly string[];
  isStage: boolean;
  /** What the documents were found by, which a positional `$` must ask something of. */
  filter?: Doc;
};
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

/** What `$slice` of a find says: a number, or how many to skip and to take; of other operands it is an expression. */
export function sliceOf(value: unknown): [number, number?] | undefined {
  const operand = isDoc(value) && operatorOf(value) === '$slice' ? value['$slice'] : undefined;
  if (!Array.isArray(operand)) {
    const count = toNumber(operand);
    return count === undefined ? undefined : [Math.trunc(count)];
  }
  const [skip, limit] = operand.map((item: unknown) => Math.trunc(toNumber(item) ?? Number.NaN));
  const isWindow =
    operand.length === 2 && skip !== undefined && !Number.isNaN(skip) && limit !== undefined && limit > 0;
  return isWindow ? [skip, limit] : undefined;
}

export function isShown(value: unknown): boolean {
  return isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true;
}

export function assertPaths(fields: Field[], { isStage, filter = {} }: Site): void {
  const positional = fields.filter(([path]) => !isStage && path.endsWith('.$'));
  const [first] = positional;
  if (first && isShown(first[1]) && !asksOf(filter, first[0].split('.')[0]))
    throw new CommandError(31277, `Positional projection '${first[0]}' does not match the query document.`);
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

function asksOf(filter: Doc, field: string | undefined): boolean {
  return Object.entries(filter).some(([path, condition]) =>
    path.startsWith('$')
      ? Array.isArray(condition) && condition.some((branch) => isDoc(branch) && asksOf(branch, field))
      : path.split('.')[0] === field,
  );
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

/**
 * Whether the projection hides its fields. `_id`, `$slice` and `$elemMatch` say nothing about the other fields; they decide only where
 * nothing else does.
 */
export function isExclusion(fields: Field[], { isStage }: Site): boolean {
  const isSlice = (value: unknown): boolean => !isStage && sliceOf(value) !== undefined;
  const isFindOnly = (value: unknown): boolean =>
    isSlice(value) || (!isStage && operatorOf(value) === '$elemMatch');
  const deciding = fields.filter(
    ([path, value]) => (path !== '_id' || isComputed(value)) && !isFindOnly(value),
  );
  const [first] = deciding;
  if (!first) return !fields.some(([, value]) => isShown(value) && !isSlice(value));
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
