import { Collection, type MongoClient } from 'mongodb';
import { Entities } from './entities.ts';
import { errorFault } from './errors.ts';
import { type Place, mismatch } from './match.ts';
import { findOperation } from './operations.ts';
import { type Outcome, failed, passed, skipped } from './outcome.ts';
import type { CollectionData, ExpectedEvents, Operation, Unified, UnifiedTest } from './read-specs.ts';
import { type Server, unmetReason } from './requirements.ts';
import { shownResult } from './result.ts';

type Run = { uri: string; admin: MongoClient; server: Server };

/** A reason why a test cannot be run here, as opposed to failing. */
class NotDriven extends Error {}

export async function runUnified(path: string, spec: Unified, run: Run): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const test of spec.tests) {
    const name = `${path} · ${test.description}`;
    const reason = skipReason(spec, test, run.server);
    outcomes.push(reason === undefined ? await runTest(name, { spec, test, run }) : skipped(name, reason));
  }
  return outcomes;
}

function skipReason(spec: Unified, test: UnifiedTest, server: Server): string | undefined {
  const reason =
    test.skipReason ??
    unmetReason(server, spec.runOnRequirements) ??
    unmetReason(server, test.runOnRequirements);
  if (reason !== undefined) return reason;
  if (test.operations.some(({ name }) => /failpoint/i.test(name))) return 'needs fail points';
  const events = test.expectEvents.find(({ eventType }) => eventType !== 'command');
  return events && `expects ${events.eventType} events`;
}

type Case = { spec: Unified; test: UnifiedTest; run: Run };

async function runTest(name: string, { spec, test, run }: Case): Promise<Outcome> {
  const entities = new Entities(run.uri);
  try {
    await loadData(spec.initialData, run.admin);
    for (const [kind, fields] of spec.createEntities.flatMap(Object.entries<Record<string, unknown>>)) {
      const reason = await entities.create(kind, fields);
      if (reason !== undefined) return skipped(name, reason);
    }
    for (const operation of test.operations) await runOperation(operation, entities, run.admin);
    for (const expected of test.outcome) await checkOutcome(expected, run.admin);
    for (const expected of test.expectEvents) checkEvents(expected, entities);
    return passed(name);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return error instanceof NotDriven ? skipped(name, why) : failed(name, why);
  } finally {
    await entities.close();
  }
}

async function loadData(data: readonly CollectionData[], admin: MongoClient): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const collection = admin.db(databaseName).collection(collectionName);
    await collection.drop();
    if (createOptions ?? documents.length === 0)
      await admin.db(databaseName).createCollection(collectionName, createOptions ?? {});
    if (documents.length > 0) await collection.insertMany(documents);
  }
}

async function runOperation(operation: Operation, entities: Entities, admin: MongoClient): Promise<void> {
  const { name, object, expectError, saveResultAsEntity } = operation;
  const target = entities.all.get(object);
  const run = findOperation(name, target);
  if (!run) throw new NotDriven(`operation ${name} on ${object} is not driven here`);
  const { session, ...rest } = operation.arguments;
  const args = typeof session === 'string' ? { ...rest, session: entities.all.get(session) } : rest;
  const at: Place = { path: `${name} result`, isRoot: true, entities: entities.all };
  let result: unknown;
  try {
    result = await run({ target, args, admin });
  } catch (error) {
    if (operation.ignoreResultAndError) return;
    if (!expectError || !(error instanceof Error)) throw error;
    const fault = errorFault(expectError, error, at);
    if (fault !== undefined) throw new Error(`${name}: ${fault}`, { cause: error });
    return;
  }
  if (expectError && isDriversOwn(expectError, target))
    throw new NotDriven(`${name}: an error that only a driver can raise, and this one does not`);
  if (expectError) throw new Error(`${name} should fail`);
  if (saveResultAsEntity !== undefined) entities.all.set(saveResultAsEntity, result);
  if (operation.expectResult === undefined || operation.ignoreResultAndError) return;
  const fault = mismatch(operation.expectResult, shownResult(result), at);
  if (fault !== undefined) throw new Error(fault);
}

/** A server is not told how an unacknowledged write went, let alone asked. */
function isDriversOwn(expected: Record<string, unknown>, target: unknown): boolean {
  const isUnacknowledged = target instanceof Collection && target.writeConcern?.w === 0;
  return expected['isClientError'] === true || isUnacknowledged;
}

function checkEvents(expected: ExpectedEvents, { all, events }: Entities): void {
  const seen = events.get(expected.client) ?? [];
  const isLong = seen.length > expected.events.length && !expected.ignoreExtraEvents;
  if (isLong || seen.length < expected.events.length) {
    const shown = seen.map(({ type, event }) => `${type} ${String(event['commandName'])}`);
    throw new Error(`expected ${expected.events.length} events, saw ${shown.join(', ') || 'none'}`);
  }
  for (const [i, one] of expected.events.entries()) {
    for (const [type, { hasServiceId: _s, hasServerConnectionId: _c, ...wanted }] of Object.entries(one)) {
      if (seen[i]?.type !== type)
        throw new Error(`event ${i} should be ${type}, is ${String(seen[i]?.type)}`);
      for (const [field, value] of Object.entries(wanted)) {
        const at: Place = { path: `event ${i} ${field}`, isRoot: true, entities: all };
        const fault = mismatch(value, seen[i].event[field], at);
        if (fault === undefined) continue;
        throw type === 'commandStartedEvent'
          ? new NotDriven(`the driver itself sent it otherwise: ${fault}`)
          : new Error(fault);
      }
    }
  }
}

async function checkOutcome(expected: CollectionData, admin: MongoClient): Promise<void> {
  const { databaseName, collectionName, documents } = expected;
  const found = await admin.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
  const at: Place = { path: `outcome ${collectionName}`, isRoot: false, entities: new Map() };
  const fault = mismatch(documents, found, at);
  if (fault !== undefined) throw new Error(fault);
}
