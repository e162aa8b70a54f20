import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { ApiError } from '../../../miniapp/api.ts';
import { createVisitQueue, type NewVisitItem } from '../../../miniapp/track/visit-queue.ts';

const clock = { nowMs: () => 1_800_000_000_000, monoMs: () => 5_000, pageId: 'page' };
let names = 0;

/** A queue on its own database, and what the server saw; `fail` decides the fate of the next calls. */
async function open(fail: () => Error | undefined = () => undefined, name = `visits-${(names += 1)}`) {
  const seen: string[] = [];
  const answer = (what: string): void => {
    const fault = fail();
    if (fault) throw fault;
    seen.push(what);
  };
  const queue = await createVisitQueue({
    api: {
      sendVisits: async ({ visits }) => {
        const [first] = visits;
        answer(`log ${JSON.stringify(first)}`);
        return { receipts: [{ index: 0, status: 'created' }] };
      },
      describeVisit: async (id, { note }) => {
        answer(`details ${id} ${note}`);
        return { id };
      },
      sendVisitPhoto: async (id) => {
        answer(`photo ${id}`);
        return { receipts: [] };
      },
    },
    clock,
    personId: 'zhang',
    serverOffsetMs: () => 0,
    name,
  });
  return { queue, seen, name };
}

const log = (visitId: string, pageId = 'page'): NewVisitItem => ({
  kind: 'log',
  personId: 'zhang',
  visitId,
  visit: { id: visitId, customerId: 'c1', capturedAtMs: 1_799_999_999_000, purpose: 'sales' },
  stamp: { capturedAtMs: 1_799_999_999_000, monoMs: 4_000, pageId },
});
const details = (visitId: string, note: string): NewVisitItem => ({
  kind: 'details',
  personId: 'zhang',
  visitId,
  details: { purpose: 'sales', note, editedAtMs: 1 },
});

it('sends in the order it was said, with the age of what this page saw itself', async () => {
  const { queue, seen } = await open();
  await queue.add(log('v1'));
  await queue.add(details('v1', '一'));
  await queue.add(log('v2', 'a page before'));
  expect(await queue.flush()).toBe(true);
  expect(seen.map((line) => line.split(' ')[0])).toEqual(['log', 'details', 'log']);
  expect(seen[0]).toContain('"ageMs":1000');
  expect(seen[2]).not.toContain('ageMs');
  expect(await queue.items()).toEqual([]);
});

it('keeps everything while the server cannot be reached, over a restart too, and sends it once', async () => {
  const first = await open(() => new ApiError(0, 'offline'));
  await first.queue.add(log('v1'));
  expect(await first.queue.flush()).toBe(false);
  first.queue.close();
  const second = await open(undefined, first.name);
  expect(await second.queue.items()).toHaveLength(1);
  await Promise.all([second.queue.flush(), second.queue.flush()]);
  expect(second.seen).toHaveLength(1);
});

it('counts what the server refused for the person to see, and goes on with the rest', async () => {
  let turn = 0;
  const { queue, seen } = await open(() => ((turn += 1) === 1 ? new ApiError(404, 'not_found') : undefined));
  await queue.add(details('gone', '一'));
  await queue.add(log('v1'));
  expect(await queue.flush()).toBe(true);
  expect(seen).toHaveLength(1);
  expect(await queue.refused()).toBe(1);
});

it('waits when it is asked to slow down', async () => {
  const { queue } = await open(() => new ApiError(429, 'rate_limited'));
  await queue.add(log('v1'));
  expect(await queue.flush()).toBe(false);
  expect(await queue.items()).toHaveLength(1);
});
