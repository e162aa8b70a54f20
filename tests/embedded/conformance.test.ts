import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runConformance } from '../../server/cli/conformance/run-conformance.ts';
import { makeFolder } from './support.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function run(files: Record<string, object>) {
  const folder = makeFolder();
  folders.push(folder);
  mkdirSync(join(folder, 'deep'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), JSON.stringify(content));
  const out: string[] = [];
  const err: string[] = [];
  const code = await runConformance(['--specs', folder], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, last: out.at(-1), lines: out.length, reasons: err.join('\n') };
}

const shops = (tests: object[]): object => ({
  description: 'shops',
  schemaVersion: '1.4',
  createEntities: [
    { client: { id: 'client0', observeEvents: ['commandStartedEvent'] } },
    { database: { id: 'database0', client: 'client0', databaseName: 'conformance' } },
    { collection: { id: 'shops', database: 'database0', collectionName: 'shops' } },
  ],
  initialData: [
    { databaseName: 'conformance', collectionName: 'shops', documents: [{ _id: 1 }, { _id: 2, n: 5 }] },
  ],
  tests,
});
const find = (filter: object, expectResult: unknown): object => ({
  name: 'find',
  object: 'shops',
  arguments: { filter },
  expectResult,
});

describe('unified test files', () => {
  it('pass when results, errors, events and outcome are as they say', async () => {
    const remove = {
      name: 'deleteOne',
      object: 'shops',
      arguments: { filter: { _id: 1 } },
      expectResult: { deletedCount: 1 },
    };
    const clash = {
      name: 'insertOne',
      object: 'shops',
      arguments: { document: { _id: 2 } },
      expectError: { isClientError: false, errorCode: 11000, errorContains: 'DUP KEY' },
    };
    const events = [
      { commandStartedEvent: { commandName: 'delete', command: { deletes: [{ q: { _id: 1 }, limit: 1 }] } } },
      { commandStartedEvent: { commandName: 'insert', command: { comment: { $$exists: false } } } },
    ];
    const test = {
      description: 'writes',
      operations: [remove, clash],
      expectEvents: [{ client: 'client0', events }],
      outcome: [{ databaseName: 'conformance', collectionName: 'shops', documents: [{ _id: 2, n: 5 }] }],
    };
    const read = { description: 'reads', operations: [find({ _id: 2 }, [{ _id: 2, n: { $$type: 'int' } }])] };
    expect(await run({ 'deep/shops.json': shops([test, read]), 'other.json': {} })).toMatchObject({
      code: 0,
      last: '2 passed, 0 failed, 0 skipped',
      lines: 1,
      reasons: '',
    });
  });

  it('fail with the reason when anything is otherwise', async () => {
    const wrong: [string, object][] = [
      ['another value', { operations: [find({ _id: 2 }, [{ _id: 2, n: 6 }])] }],
      ['too many', { operations: [find({}, [{ _id: 1 }])] }],
      ['no error', { operations: [{ ...find({}, undefined), expectError: { isError: true } }] }],
      ['a field that should be absent', { operations: [find({ _id: 2 }, [{ n: { $$exists: false } }])] }],
      ['another type', { operations: [find({ _id: 2 }, [{ n: { $$type: 'string' } }])] }],
      [
        'an event too many',
        { operations: [find({}, undefined)], expectEvents: [{ client: 'client0', events: [] }] },
      ],
      [
        'another outcome',
        {
          operations: [],
          outcome: [{ databaseName: 'conformance', collectionName: 'shops', documents: [] }],
        },
      ],
    ];
    const tests = wrong.map(([description, test]) => ({ description, ...test }));
    const { code, last, reasons } = await run({ 'shops.json': shops(tests) });
    expect({ code, last }).toEqual({ code: 1, last: `0 passed, ${wrong.length} failed, 0 skipped` });
    for (const [description] of wrong)
      expect(reasons).toMatch(new RegExp(`failed shops.json · ${description}: .+`));
  });

  it('hold NaN equal to NaN and look into the concerns of a command', async () => {
    const nan = { $numberDouble: 'NaN' };
    const insert = { name: 'insertOne', object: 'shops', arguments: { document: { _id: 3, n: nan } } };
    const found = { description: 'NaN', operations: [insert, find({ _id: 3 }, [{ _id: 3, n: nan }])] };
    const majority = { readConcern: { level: 'majority' } };
    const concerned = (level: string): object => ({
      description: `asked for ${level}`,
      operations: [{ name: 'aggregate', object: 'shops', arguments: { pipeline: [{ $match: {} }] } }],
      expectEvents: [
        {
          client: 'client0',
          events: [{ commandStartedEvent: { command: { readConcern: { level } } } }],
        },
      ],
    });
    const file = shops([found, concerned('majority'), concerned('local')]);
    const collection = {
      id: 'shops',
      database: 'database0',
      collectionName: 'shops',
      collectionOptions: majority,
    };
    const entities = [
      { client: { id: 'client0', observeEvents: ['commandStartedEvent'] } },
      { database: { id: 'database0', client: 'client0', databaseName: 'conformance' } },
      { collection },
    ];
    const { last, reasons } = await run({ 'shops.json': { ...file, createEntities: entities } });
    expect(last).toBe('2 passed, 0 failed, 1 skipped');
    expect(reasons).toMatch(/asked for local: .*expected "local", got "majority"/);
  });

  it('skip what a standalone 7.0 server cannot be asked', async () => {
    const skips: [string, object][] = [
      ['8.0', { runOnRequirements: [{ minServerVersion: '8.0' }] }],
      ['4.4', { runOnRequirements: [{ maxServerVersion: '4.4.99' }] }],
      ['replicaset', { runOnRequirements: [{ topologies: ['replicaset', 'sharded'] }] }],
      ['fail points', { operations: [{ name: 'failPoint', object: 'testRunner' }] }],
      [
        'only a driver can raise',
        {
          operations: [
            {
              name: 'deleteOne',
              object: 'shops',
              arguments: { filter: {} },
              expectError: { isClientError: true },
            },
          ],
        },
      ],
      ['not driven', { operations: [{ name: 'fly', object: 'shops' }] }],
    ];
    const tests = skips.map(([description, test]) => ({ description, operations: [], ...test }));
    const alright = {
      description: 'ok',
      operations: [],
      runOnRequirements: [{ topologies: ['sharded'] }, { topologies: ['single'] }],
    };
    const { last, reasons } = await run({ 'shops.json': shops([...tests, alright]) });
    expect(last).toBe(`1 passed, 0 failed, ${skips.length} skipped`);
    for (const [reason] of skips) expect(reasons).toMatch(new RegExp(`skipped .*: .*${reason}`));
  });
});

describe('BSON corpus files', () => {
  it('want valid bytes back as they were and invalid bytes refused', async () => {
    const corpus = {
      description: 'Int32',
      bson_type: '0x10',
      valid: [
        { description: 'one', canonical_bson: '0C0000001069000100000000', canonical_extjson: '{}' },
        {
          description: 'NaN with a payload',
          canonical_bson: '10000000016400120000000000F87F00',
          canonical_extjson: '{}',
        },
      ],
      decodeErrors: [{ description: 'truncated', bson: '090000001061000500' }],
      parseErrors: [{ description: 'text', string: '{' }],
    };
    expect(await run({ 'int32.json': corpus })).toMatchObject({
      code: 0,
      last: '3 passed, 0 failed, 1 skipped',
    });
    const wrong = { ...corpus, valid: [{ ...corpus.valid[0], canonical_bson: '090000001061000500' }] };
    expect(await run({ 'int32.json': wrong })).toMatchObject({
      code: 1,
      last: '1 passed, 1 failed, 1 skipped',
    });
  });
});

it('counts a file that is no such test file as one failure', async () => {
  const broken = { bson_type: '0x10', valid: [{ description: 'no bytes' }] };
  const files = { 'broken.json': broken, 'shops.json': shops([{ description: 'ok', operations: [] }]) };
  expect(await run(files)).toMatchObject({ code: 1, last: '1 passed, 1 failed, 0 skipped' });
});

it('needs a folder', async () => {
  const lines: string[] = [];
  const io = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) };
  expect(await runConformance([], io)).toBe(2);
  expect(lines.join()).toContain('usage');
  expect(await runConformance(['--specs', '/nowhere/at/all'], io)).toBe(1);
});
