import { tooLarge } from '../errors.ts';

export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

/** The bytes of a file of records as they come; one that is too large is cut off. */
export async function* importBytes(parts: AsyncIterable<Buffer>): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > MAX_IMPORT_BYTES) throw tooLarge('file', `${MAX_IMPORT_BYTES} bytes`);
    yield part;
  }
}
