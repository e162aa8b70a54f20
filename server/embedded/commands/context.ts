import type { PipelineInput } from '../aggregate/run-pipeline.ts';
import { CommandError } from '../command-error.ts';
import { readScope } from '../query/scope.ts';
import type { Query } from '../query/select.ts';
import type { Cursors } from '../storage/cursors.ts';
import type { Steps, Store } from '../storage/store.ts';
import { type Bytes, type Doc, encodeDefined, firstField, isDoc, toNumber } from '../wire/bson.ts';

/** What a command gets besides its own document. */
export type CommandContext = { store: Store; cursors: Cursors; database: string; connectionId: number };
export type Command = (context: CommandContext, body: Doc) => Doc | Bytes | Promise<Doc | Bytes>;
/** Runs inside a write transaction; the client is answered when that is on disk. */
export type WriteCommand = (context: CommandContext, body: Doc) => Doc;
/** The same with a transaction from pause to pause. */
export type SteppedCommand = (context: CommandContext, body: Doc) => Steps<Doc>;

/** `<db>.<collection>`, the collection named by the command's first field. */
export function namespaceOf(context: CommandContext, body: Doc): string {
  const name = firstField(body);
  const value = body[name];
  if (typeof value !== 'string' || value === '')
    throw new CommandError(73, `collection name has invalid type for ${name}`);
  return `${context.database}.${value}`;
}

export function docField(body: Doc, name: string): Doc {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (!isDoc(value)) throw new CommandError(14, `Expected field ${name} to be of type object`);
  return value;
}

export function docList(body: Doc, name: string): Doc[] {
  const value = body[name];
  if (!Array.isArray(value) || !value.every(isDoc))
    throw new CommandError(14, `Expected field ${name} to be an array of objects`);
  return value;
}

/** What a command or one statement of it asks of the documents; `name` is the field of the filter. */
export function readQuery(body: Doc, name: string, scope = readScope(body)): Query {
  const [filter, sort, hint] = [docField(body, name), docField(body, 'sort'), body['hint']];
  // A limit of 0 is none.
  const window = { skip: countField(body, 'skip') ?? 0, limit: countField(body, 'limit') || Infinity };
  return { filter, sort, hint, scope, window };
}

/** A whole number ≥ 0, or undefined when absent. */
export function countField(body: Doc, name: string): number | undefined {
  if (body[name] === undefined || body[name] === null) return undefined;
  const value = toNumber(body[name]);
  if (value === undefined) throw new CommandError(14, `Expected field ${name} to be a number`);
  if (value < 0)
    throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return Math.trunc(value);
}

/** The reply of the commands that list what there is. */
export function listReply(
  context: CommandContext,
  body: Doc,
  list: { namespace: string; docs: Doc[] },
): Bytes {
  const batchSize = countField(docField(body, 'cursor'), 'batchSize');
  return context.cursors.open(list.namespace, list.docs.map(encodeDefined), { batchSize, single: false });
}

/** What an `aggregate` command asks for, to run it or to explain it. */
export function readPipeline({ store, database }: CommandContext, body: Doc): PipelineInput {
  const { aggregate: name, hint, lsid: session } = body;
  const collectionName = typeof name === 'string' ? name : undefined;
  const collection = collectionName === undefined ? undefined : store.get(`${database}.${collectionName}`);
  const pipeline = docList(body, 'pipeline');
  return { store, database, collectionName, collection, pipeline, hint, session, scope: readScope(body) };
}
