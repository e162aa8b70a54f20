const LINE_END = 0x0a;
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** Lines of bytes, each a copy of its own; blank ones are left out but counted. Numbers begin with 1. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ number: number; bytes: Uint8Array<ArrayBuffer> }, void, undefined> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let number = 0;
  const take = (rest: Uint8Array) => {
    const bytes = new Uint8Array(heldBytes + rest.length);
    let next = 0;
    for (const part of [...held, rest]) {
      bytes.set(part, next);
      next += part.length;
    }
    held = [];
    heldBytes = 0;
    number++;
    return number === 1 && startsWithMark(bytes) ? bytes.slice(BYTE_ORDER_MARK.length) : bytes;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      const bytes = take(chunk.subarray(from, end));
      if (!isBlank(bytes)) yield { number, bytes };
      from = end + 1;
    }
    // A copy: a chunk is valid only until the next one, and a Buffer's own slice is a view.
    if (from < chunk.length) held.push(new Uint8Array(chunk.subarray(from)));
    heldBytes += chunk.length - from;
    if (heldBytes > MAX_LINE_BYTES)
      throw new Error(`line ${number + 1} is longer than ${MAX_LINE_BYTES} bytes`);
  }
  const last = take(new Uint8Array(0));
  if (!isBlank(last)) yield { number, bytes: last };
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const startsWithMark = (bytes: Uint8Array): boolean =>
  BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte);

/** Nothing but spaces, tabs and a carriage return. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
