import type { Bytes } from './bson.ts';

type CursorReply = { batch: Bytes[]; name: 'firstBatch' | 'nextBatch'; id: bigint; ns: string };
const [DOUBLE, STRING, DOCUMENT, ARRAY, LONG] = [0x01, 0x02, 0x03, 0x04, 0x12];
/** Of a document: its length in front and the zero at its end. */
const FRAME = 5;

/**
 * `{cursor: {<batchName>: docs, id, ns}, ok: 1.0}` written by hand, so that stored documents reach the client
 * as the very bytes it once sent: every BSON type and the field order survive.
 */
export function encodeCursorReply({ batch, name, id, ns }: CursorReply): Buffer {
  const nsSize = Buffer.byteLength(ns) + 1;
  const batchSize = batch.reduce((sum, doc, i) => sum + elementSize(String(i), doc.length), FRAME);
  const cursorSize =
    FRAME + elementSize(name, batchSize) + elementSize('id', 8) + elementSize('ns', 4 + nsSize);
  const size = FRAME + elementSize('cursor', cursorSize) + elementSize('ok', 8);
  const out = Buffer.allocUnsafe(size);
  let at = out.writeInt32LE(size, 0);
  at = out.writeInt32LE(cursorSize, writeName(out, at, [DOCUMENT, 'cursor']));
  at = out.writeInt32LE(batchSize, writeName(out, at, [ARRAY, name]));
  batch.forEach((doc, i) => {
    at = writeName(out, at, [DOCUMENT, String(i)]);
    out.set(doc, at);
    at += doc.length;
  });
  at = out.writeUInt8(0, at);
  at = out.writeBigInt64LE(id, writeName(out, at, [LONG, 'id']));
  at = out.writeInt32LE(nsSize, writeName(out, at, [STRING, 'ns']));
  at += out.write(ns, at);
  // Ends the namespace's text, then the cursor document.
  at = out.writeUInt16LE(0, at);
  at = out.writeDoubleLE(1, writeName(out, at, [DOUBLE, 'ok']));
  out.writeUInt8(0, at);
  return out;
}

function elementSize(name: string, valueSize: number): number {
  return 2 + name.length + valueSize;
}

function writeName(out: Buffer, at: number, [type, name]: [number, string]): number {
  out[at] = type;
  const end = at + 1 + out.write(name, at + 1, 'latin1');
  out[end] = 0;
  return end + 1;
}
