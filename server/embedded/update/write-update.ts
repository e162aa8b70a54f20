import { assertId } from '../commands/insert.ts';
import type { Match } from '../query/select.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import { type Doc, encode } from '../wire/bson.ts';
import { type Update, isOperatorUpdate } from './apply-update.ts';
import { seedUpsert } from './seed-upsert.ts';

/** Changes one matched document; nothing is written when nothing changed. */
export function applyToMatch(
  store: Store,
  collection: Collection,
  { match, change }: { match: Match; change: Update },
): { after: Doc; isModified: boolean } {
  const after = change(match.doc, { position: match.trace.position, inserting: false });
  const bytes = encode(after);
  if (bytes.equals(match.bytes)) return { after, isModified: false };
  store.documents.replace(collection, match.record, { before: match.doc, after, bytes });
  return { after, isModified: true };
}

/** Inserts what the query pins down, changed by the update. */
export function upsert(
  store: Store,
  collection: Collection,
  { filter, change, update }: { filter: Doc; change: Update; update: unknown },
): Doc {
  const doc = change(seedUpsert(filter, !isOperatorUpdate(update)), { inserting: true });
  assertId(doc['_id']);
  store.documents.insert(collection, encode(doc), doc);
  return doc;
}
