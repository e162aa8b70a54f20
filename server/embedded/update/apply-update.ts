import { ObjectId } from 'bson';
import { CommandError, badValue, failedToParse } from '../command-error.ts';
import { holdsArray } from '../index/extract-keys.ts';
import { isSame } from '../query/compare.ts';
import { compileElement } from '../query/filter.ts';
import { getPath } from '../query/path.ts';
import type { Scope } from '../query/scope.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { OPERATORS } from './operators.ts';
import { type Positions, changeAtPath, findConflict } from './paths.ts';
import { compileUpdatePipeline } from './pipeline.ts';

/** An update compiled: from a document to the changed one; `inserting` makes `$setOnInsert` count. */
export type Update = (doc: Doc, context: { position?: number | undefined; inserting: boolean }) => Doc;
export type UpdateOptions = {
  arrayFilters?: unknown;
  scope?: Scope | undefined;
  now: Date;
};

export function compileUpdate(update: unknown, options: UpdateOptions): Update {
  if (Array.isArray(update)) {
    const { variables = {} } = options.scope ?? {};
    const run = compileUpdatePipeline(update, Object.keys(variables));
    return keepId((doc) => run(doc, variables));
  }
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array');
  if (!isOperatorUpdate(update)) {
    const odd = Object.keys(update).find((name) => name.startsWith('$'));
    if (odd)
      throw new CommandError(52, `The dollar ($) prefixed field '${odd}' is not allowed in a replacement`);
    return keepId(() => update);
  }
  return keepId(compileOperators(update, options));
}

/** `{$set: …}` changes a document, `{a: 1}` replaces it. */
export function isOperatorUpdate(update: unknown): boolean {
  if (Array.isArray(update)) return true;
  return isDoc(update) && (Object.keys(update)[0]?.startsWith('$') ?? false);
}

type Step = { name: string; path: string; operand: unknown };

function compileOperators(update: Doc, options: UpdateOptions): Update {
  const steps = Object.entries(update).flatMap(([name, operands]) => readOperator(name, operands));
  const conflict = findConflict(
    steps.flatMap(({ name, path, operand }) => (name === '$rename' ? [path, String(operand)] : [path])),
  );
  if (conflict)
    throw new CommandError(
      40,
      `Updating the path '${conflict[1]}' would create a conflict at '${conflict[0]}'`,
    );
  const filters = compileArrayFilters(options, steps);
  steps.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return (doc, { position, inserting }) => {
    const positions: Positions = { filters, matched: position, takesDollars: inserting };
    const changed = steps
      .filter(({ name }) => inserting || name !== '$setOnInsert')
      .reduce((current, step) => applyStep(current, step, { positions, now: options.now }), doc);
    if ('_id' in doc && !('_id' in changed)) throw immutableId();
    return changed;
  };
}

function readOperator(name: string, operands: unknown): Step[] {
  if (name !== '$rename' && !OPERATORS[name]) {
    throw failedToParse(
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDoc(operands))
    throw failedToParse(
      `Modifiers operate on fields but we found a value instead. For example: {$mod: {<field>: ...}} not {${name}: …}`,
    );
  return Object.entries(operands).map(([path, operand]) => {
    if (name === '$rename' && (typeof operand !== 'string' || path === operand || isDynamic(path, operand)))
      throw badValue(`The fields of $rename must be two different plain paths: ${path}`);
    if (/^\$(\[.*?\])?(\.|$)/.test(path))
      throw badValue(`Cannot have a positional element first in '${path}'`);
    return { name, path, operand };
  });
}

/** Holds a part that stands for a position. */
function isDynamic(...paths: string[]): boolean {
  return paths.some((path) => path.split('.').some((part) => /^\$(\[.*\])?$/.test(part)));
}

function applyStep(doc: Doc, { name, path, operand }: Step, run: { positions: Positions; now: Date }): Doc {
  const operate = OPERATORS[name];
  const positions = { ...run.positions, passesBlocked: name === '$unset' };
  if (operate) return changeAtPath(doc, path, (current) => operate(current, operand, run.now), positions);
  changeAtPath(doc, path, (current) => current);
  const moved = getPath(doc, path.split('.'));
  if (moved === undefined) return doc;
  if ([path, String(operand)].some((end) => holdsArray(doc, end.split('.').slice(0, -1))))
    throw badValue(`neither end of $rename may be an element of an array: ${path}, ${String(operand)}`);
  return changeAtPath(
    changeAtPath(doc, path, () => undefined),
    String(operand),
    () => moved,
  );
}

function compileArrayFilters({ arrayFilters: given, scope }: UpdateOptions, steps: Step[]) {
  const filters = new Map<string, (element: unknown) => boolean>();
  if (given === undefined) return filters;
  if (!Array.isArray(given)) throw badValue('arrayFilters must be an array');
  for (const filter of given) {
    const id = isDoc(filter) ? filterIdentifier(filter) : undefined;
    if (!isDoc(filter) || id === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (filters.has(id))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${id}`);
    if (!steps.some((step) => step.path.includes(`$[${id}]`)))
      throw failedToParse(`The array filter for identifier '${id}' was not used in the update`);
    const matches = compileElement(filter, scope);
    filters.set(id, (element) => matches({ [id]: element }));
  }
  return filters;
}

function filterIdentifier(filter: Doc): string | undefined {
  for (const [key, value] of Object.entries(filter)) {
    if (!key.startsWith('$')) return key.split('.')[0];
    const branch: unknown = Array.isArray(value) ? value[0] : undefined;
    if (isDoc(branch)) return filterIdentifier(branch);
  }
  return undefined;
}

/** `_id` stays what it is and comes first. */
function keepId(update: Update): Update {
  return (doc, context) => {
    const { _id: given, ...rest } = update(doc, context);
    const { _id: id = given } = doc;
    if (given !== undefined && !isSame(given, id)) throw immutableId();
    return { _id: id === undefined ? new ObjectId() : id, ...rest };
  };
}

function immutableId(): CommandError {
  const message = "Performing an update on the path '_id' would modify the immutable field '_id'";
  return new CommandError(66, message);
}
