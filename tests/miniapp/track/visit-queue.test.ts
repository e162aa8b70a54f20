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

it('knows what time it has been already: of what waits in it, and of the server where that was heard', async () => {
  const { queue } = await open();
  expect(await queue.seenNow()).toEqual({});
  await queue.add(log('v1'));
  expect(await queue.seenNow()).toEqual({ seen: { phoneMs: 1_799_999_999_000 } });
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

it('waits for a newer page where the server says that this one is old', async () => {
  const { queue } = await open(() => new ApiError(409, 'page_outdated'));
  await queue.add(log('v1'));
  expect(await queue.flush()).toBe(false);
  expect([await queue.count(), await queue.refused()]).toEqual([1, 0]);
});

it('takes what something on the way says in the server’s place for no answer', async () => {
  const { queue } = await open(() => new ApiError(404, 'http_404'));
  await queue.add(log('v1'));
  expect(await queue.flush()).toBe(false);
  expect([await queue.items(), await queue.refused()]).toEqual([
    [expect.objectContaining({ visitId: 'v1' })],
    0,
  ]);
});

it('lets go at once of waiting places or photos whose consent is withdrawn, and of nothing else', async () => {
  const { queue } = await open();
  const location = { lng: 121.5, lat: 31.2, accuracyM: 9, datum: 'wgs84' } as const;
  const placed = log('v1');
  if (placed.kind !== 'log') throw new Error('no log');
  await queue.add({ ...placed, visit: { ...placed.visit, location } });
  const photo = { photoId: 'p', capturedAtMs: 1, bytes: new ArrayBuffer(1) };
  await queue.add({ kind: 'photo', personId: 'zhang', visitId: 'v1', ...photo });
  await queue.add({ kind: 'photo', personId: 'li', visitId: 'v2', ...photo });
  await queue.withdraw('location');
  expect(await queue.items()).toMatchObject([{ kind: 'log' }, { kind: 'photo' }]);
  expect(JSON.stringify(await queue.items())).not.toContain('121.5');
  await queue.withdraw('photo');
  expect(await queue.items()).toMatchObject([{ kind: 'log' }]);
  expect(await queue.count()).toBe(1);
});

it('still shows what was sent until a list of the server has it', async () => {
  const { queue } = await open();
  await queue.add(log('v1'));
  await queue.flush();
  expect([await queue.count(), await queue.unseen()]).toMatchObject([0, [{ visitId: 'v1', isSent: true }]]);
  const asked = queue.sent();
  await queue.add(log('v2'));
  await queue.flush();
  queue.forgetSent(asked);
  expect(await queue.unseen()).toMatchObject([{ visitId: 'v2', isSent: true }]);
});

it('leaves no list behind when the person signs out, and still has what waits', async () => {
  const { queue } = await open();
  await queue.keepList({ day: '2026-11-19', visits: [], customers: [], suggestions: [] });
  await queue.add(log('v1'));
  await queue.forget();
  expect([await queue.list(), await queue.count()]).toEqual([undefined, 1]);
});

it('counts refusals until the person has seen them', async () => {
  const { queue } = await open(() => new ApiError(404, 'not_found'));
  await queue.add(details('gone', '一'));
  await queue.flush();
  await queue.forgetRefused();
  expect(await queue.refused()).toBe(0);
});
