import { ObjectId } from 'bson';
import { CommandError, badValue, failedToParse } from '../command-error.ts';
import { isSame } from '../query/compare.ts';
import { compileElement } from '../query/filter.ts';
import { getPath } from '../query/path.ts';
import type { Scope } from '../query/scope.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';
import { KEEP, OPERATORS, UNSET } from './operators.ts';
import { runUpdatePipeline } from './pipeline.ts';
import {
  type ElementTest,
  type PathContext,
  assertNoConflict,
  expandPath,
  setPath,
  unsetPath,
} from './paths.ts';

/** An update compiled: from a document to the changed one; `inserting` makes `$setOnInsert` count. */
export type Update = (doc: Doc, context: { position?: number | undefined; inserting: boolean }) => Doc;
export type UpdateOptions = {
  arrayFilters?: unknown;
  scope?: Scope | undefined;
  now: Date;
};

export function compileUpdate(update: unknown, options: UpdateOptions): Update {
  if (Array.isArray(update)) return keepId((doc) => runUpdatePipeline(doc, update, options.scope?.variables));
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array');
  if (!isOperatorUpdate(update)) return keepId(() => update);
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
  assertNoConflict(
    steps.flatMap((step) => (step.name === '$rename' ? [step.path, String(step.operand)] : [step.path])),
  );
  const filters = compileArrayFilters(options, steps);
  steps.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return (doc, { position, inserting }) => {
    const copy = cloneDoc(doc);
    const context: PathContext = { filters, position };
    for (const step of steps) {
      if (step.name === '$setOnInsert' && !inserting) continue;
      if (step.name === '$rename') rename(copy, step.path, String(step.operand));
      else applyStep(copy, step, { context, now: options.now });
    }
    if ('_id' in doc && !('_id' in copy)) throw immutableId();
    return copy;
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
  for (const [path, operand] of Object.entries(name === '$rename' ? operands : {}))
    if (path === operand) throw badValue(`The source and target field for $rename must differ: ${path}`);
  return Object.entries(operands).map(([path, operand]) => ({ name, path, operand }));
}

function applyStep(doc: Doc, step: Step, run: { context: PathContext; now: Date }): void {
  const operate = OPERATORS[step.name];
  for (const parts of expandPath(doc, step.path, run.context)) {
    const result = operate?.(getPath(doc, parts), step.operand, run.now);
    if (result === UNSET) unsetPath(doc, parts);
    else if (result !== KEEP) setPath(doc, parts, cloneContainers(result));
  }
}

function rename(doc: Doc, from: string, to: string): void {
  const value = getPath(doc, from.split('.'));
  if (value === undefined) return;
  unsetPath(doc, from.split('.'));
  setPath(doc, to.split('.'), value);
}

function compileArrayFilters(
  { arrayFilters: given, scope }: UpdateOptions,
  steps: Step[],
): Map<string, ElementTest> {
  const filters = new Map<string, ElementTest>();
  if (given === undefined) return filters;
  if (!Array.isArray(given)) throw badValue('arrayFilters must be an array');
  for (const filter of given) {
    const id = isDoc(filter) ? filterIdentifier(filter) : undefined;
    if (!isDoc(filter) || id === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (filters.has(id))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${id}`);
    if (!steps.some((step) => step.path.includes(`$[${id}]`))) {
      throw failedToParse(`The array filter for identifier '${id}' was not used in the update`);
    }
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
    const result = update(doc, context);
    const id = doc['_id'];
    if (id === undefined) {
      const { _id: made = new ObjectId(), ...rest } = result;
      return { _id: made, ...rest };
    }
    if (result['_id'] !== undefined && !isSame(result['_id'], id)) {
      throw immutableId();
    }
    const { _id: _same, ...rest } = result;
    return { _id: id, ...rest };
  };
}

function immutableId(): CommandError {
  return new CommandError(
    66,
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

function cloneContainers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneContainers);
  return isDoc(value) ? cloneDoc(value) : value;
}

function cloneDoc(doc: Doc): Doc {
  const copy: Doc = {};
  for (const key of Object.keys(doc)) setField(copy, key, cloneContainers(doc[key]));
  return copy;
}
