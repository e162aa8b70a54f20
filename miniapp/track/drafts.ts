import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { keysOf } from './database.ts';

/** What stands in the fields of a form that has not been sent. */
export type Draft = Readonly<Record<string, string>>;
type Row = { personId: string; form: string; fields: Draft; atMs: number };
interface DraftSchema extends DBSchema {
  drafts: { key: [string, string]; value: Row };
}
export type Drafts = ReturnType<typeof createDrafts>;

/** Longer than any time to answer or appeal. */
const KEPT_MS = 14 * 86_400_000;

/** Words begun on this phone, for the one person who wrote them; sent nowhere, and let go two weeks after the last change. */
export function createDrafts({
  personId,
  nowMs,
  name = 'mingqin-drafts',
}: Readonly<{ personId: string; nowMs: () => number; name?: string }>) {
  const opened = openDrafts(name, nowMs() - KEPT_MS);
  // Where the phone keeps nothing, the form works as if nothing had been kept.
  opened.catch(() => undefined);
  return {
    read: async (form: string): Promise<Draft | undefined> =>
      (await (await opened).get('drafts', [personId, form]))?.fields,
    keep: async (form: string, fields: Draft): Promise<void> => {
      const writing = (await opened).transaction('drafts', 'readwrite');
      const put = writing.store.put({ personId, form, fields, atMs: nowMs() });
      // At once: a page that goes in the next moment takes what waits for its answer along.
      if ('commit' in writing) writing.commit();
      await Promise.all([put, writing.done]);
    },
    drop: async (form: string): Promise<void> => (await opened).delete('drafts', [personId, form]),
    /** All of this person: who signs out leaves no words behind. */
    forget: async (): Promise<void> => (await opened).delete('drafts', keysOf(personId)),
    close: async (): Promise<void> => (await opened).close(),
  };
}

async function openDrafts(name: string, beforeMs: number): Promise<IDBPDatabase<DraftSchema>> {
  const db = await openDB<DraftSchema>(name, 1, {
    upgrade: (made) => void made.createObjectStore('drafts', { keyPath: ['personId', 'form'] }),
  });
  for (const { personId, form, atMs } of await db.getAll('drafts'))
    if (atMs < beforeMs) await db.delete('drafts', [personId, form]);
  return db;
}
