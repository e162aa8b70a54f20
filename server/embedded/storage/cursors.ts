import { CommandError } from '../command-error.ts';
import type { Bytes } from '../wire/bson.ts';
import { encodeCursorReply } from '../wire/cursor-reply.ts';

type Cursor = { namespace: string; docs: Iterator<Bytes>; held: Bytes | undefined; usedAt: number };

const FIRST_BATCH = 101;
/** One reply stays under a document's 16 MiB, and one document may nearly fill it. */
const MAX_BATCH_BYTES = 15 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;

/** Open cursors: each holds a reader that continues where the last batch ended. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  #lastId = 0n;

  /** The first batch, and a cursor if something is left. */
  open(
    namespace: string,
    docs: Iterable<Bytes>,
    request: { batchSize: number | undefined; single: boolean },
  ): Buffer {
    const cursor: Cursor = { namespace, docs: docs[Symbol.iterator](), held: undefined, usedAt: Date.now() };
    const { batch, isDone } = take(cursor, request.batchSize ?? FIRST_BATCH);
    let id = 0n;
    if (isDone || request.single) cursor.docs.return?.();
    else {
      this.#lastId += 1n;
      id = this.#lastId;
      this.#open.set(id, cursor);
    }
    return encodeCursorReply({ batch, name: 'firstBatch', id, ns: namespace });
  }

  getMore(id: bigint, namespace: string, batchSize: number | undefined): Buffer {
    const cursor = this.#open.get(id);
    if (!cursor) throw new CommandError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to '${cursor.namespace}'`,
      );
    }
    cursor.usedAt = Date.now();
    // One that fails is gone.
    this.#open.delete(id);
    const { batch, isDone } = take(cursor, batchSize || Infinity);
    if (!isDone) this.#open.set(id, cursor);
    return encodeCursorReply({ batch, name: 'nextBatch', id: isDone ? 0n : id, ns: namespace });
  }

  kill(ids: bigint[]): { killed: bigint[]; missing: bigint[] } {
    const killed = ids.filter((id) => this.#close(id));
    return { killed, missing: ids.filter((id) => !killed.includes(id)) };
  }

  killIdle(now: number): void {
    for (const [id, cursor] of this.#open) if (now - cursor.usedAt > IDLE_MS) this.#close(id);
  }

  killAll(): void {
    for (const id of this.#open.keys()) this.#close(id);
  }

  /** Tells the reader, which may hold a snapshot. */
  #close(id: bigint): boolean {
    this.#open.get(id)?.docs.return?.();
    return this.#open.delete(id);
  }
}

function take(cursor: Cursor, count: number): { batch: Bytes[]; isDone: boolean } {
  const batch: Bytes[] = [];
  let size = 0;
  while (batch.length < count) {
    const doc = cursor.held ?? nextDoc(cursor);
    cursor.held = undefined;
    if (!doc) return { batch, isDone: true };
    size += doc.length;
    if (batch.length > 0 && size > MAX_BATCH_BYTES) {
      cursor.held = doc;
      return { batch, isDone: false };
    }
    batch.push(doc);
  }
  if (count > 0) cursor.held ??= nextDoc(cursor);
  return { batch, isDone: count > 0 && cursor.held === undefined };
}

function nextDoc(cursor: Cursor): Bytes | undefined {
  const next = cursor.docs.next();
  return next.done ? undefined : next.value;
}
