import type { Bytes } from './bson.ts';

/**
 * `{cursor: {<batchName>: docs, id, ns}, ok: 1.0}` written by hand, so that stored documents reach the client
 * as the very bytes it once sent: every BSON type and the field order survive.
 */
export function encodeCursorReply(reply: { batch: Bytes[]; name: string; id: bigint; ns: string }): Buffer {
  const id = Buffer.alloc(8);
  id.writeBigInt64LE(reply.id);
  const ns = Buffer.from(`${reply.ns}\0`);
  const nsLength = Buffer.alloc(4);
  nsLength.writeInt32LE(ns.length);
  const cursor = document([
    element(0x04, reply.name),
    arrayOf(reply.batch),
    element(0x12, 'id'),
    id,
    element(0x02, 'ns'),
    nsLength,
    ns,
  ]);
  const one = Buffer.alloc(8);
  one.writeDoubleLE(1);
  return document([element(0x03, 'cursor'), cursor, element(0x01, 'ok'), one]);
}

/** One buffer for the whole batch: a page of small documents would else be hundreds of tiny ones. */
function arrayOf(docs: Bytes[]): Buffer {
  const size = docs.reduce((sum, doc, position) => sum + 2 + String(position).length + doc.length, 5);
  const array = Buffer.allocUnsafe(size);
  array.writeInt32LE(size);
  let at = 4;
  docs.forEach((doc, position) => {
    array[at] = 0x03;
    at = at + 1 + array.write(String(position), at + 1, 'latin1');
    array[at] = 0;
    array.set(doc, at + 1);
    at += 1 + doc.length;
  });
  array[at] = 0;
  return array;
}

function element(type: number, name: string): Buffer {
  return Buffer.concat([Buffer.of(type), Buffer.from(`${name}\0`)]);
}

function document(parts: Bytes[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(size);
  return Buffer.concat([head, ...parts, Buffer.of(0)], size);
}
