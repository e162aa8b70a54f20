import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { createDrafts } from '../../../miniapp/track/drafts.ts';

const DAY_MS = 86_400_000;
let names = 0;
const open = (personId: string, name: string, nowMs = 0) =>
  createDrafts({ personId, nowMs: () => nowMs, name });
const fresh = (): string => `drafts-${(names += 1)}`;

it('keeps what a person began to write over a restart, until it is sent', async () => {
  const name = fresh();
  await open('zhang', name).keep('case-1:explain', { text: '店长让我去' });
  const later = open('zhang', name);
  expect(await later.read('case-1:explain')).toEqual({ text: '店长让我去' });
  await later.drop('case-1:explain');
  expect(await open('zhang', name).read('case-1:explain')).toBeUndefined();
});

it('shows nobody what another person on the same phone wrote, and forgets only the own words at sign-out', async () => {
  const name = fresh();
  await open('zhang', name).keep('case-1:explain', { text: '私事' });
  const other = open('chen', name);
  expect(await other.read('case-1:explain')).toBeUndefined();
  await other.keep('case-2:reply', { text: '好的' });
  await other.forget();
  expect(await other.read('case-2:reply')).toBeUndefined();
  expect(await open('zhang', name).read('case-1:explain')).toEqual({ text: '私事' });
});

it('lets words go two weeks after the last change', async () => {
  const name = fresh();
  await open('zhang', name).keep('case-1:appeal', { text: '不同意' });
  expect(await open('zhang', name, 13 * DAY_MS).read('case-1:appeal')).toBeDefined();
  expect(await open('zhang', name, 15 * DAY_MS).read('case-1:appeal')).toBeUndefined();
});

it('asks for its words to be kept before it hears that they were taken: a page that goes in between loses none', async () => {
  const drafts = open('zhang', fresh());
  await drafts.read('case-1:explain');
  const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const keeping = drafts.keep('case-1:explain', { text: '最后一个字' });
  // What is answered comes with a later turn of the loop: none has passed yet.
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  const [request] = put.mock.results;
  expect([commit.mock.calls.length, request?.value.readyState]).toEqual([1, 'pending']);
  await keeping;
  expect(await drafts.read('case-1:explain')).toEqual({ text: '最后一个字' });
});
