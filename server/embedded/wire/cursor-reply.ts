import type { Bytes } from './bson.ts';

/**
 * `{cursor: {<batchName>: docs, id, ns}, ok: 1.0}` written by hand, so that stored documents reach the client
 * as the very bytes it once sent: every BSON type and the field order survive.
 */
export function encodeCursorReply(reply: { batch: Bytes[]; name: string; id: bigint; ns: string }): Buffer {
  const items: Bytes[] = [];
  reply.batch.forEach((doc, position) => items.push(element(0x03, String(position)), doc));
  const id = Buffer.alloc(8);
  id.writeBigInt64LE(reply.id);
  const ns = Buffer.from(`${reply.ns}\0`);
  const nsLength = Buffer.alloc(4);
  nsLength.writeInt32LE(ns.length);
  const cursor = document([
    element(0x04, reply.name),
    document(items),
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

function element(type: number, name: string): Buffer {
  return Buffer.concat([Buffer.of(type), Buffer.from(`${name}\0`)]);
}

function document(parts: Bytes[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(size);
  return Buffer.concat([head, ...parts, Buffer.of(0)], size);
}
