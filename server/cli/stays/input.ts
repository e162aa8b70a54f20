import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const CHUNK_BYTES = 256 * 1024;
const GZIP_MAGIC = [0x1f, 0x8b];

/** The bytes of a file, or of `stdin` for "-", unzipped when they begin as gzip does. */
export async function* readChunks(
  path: string,
  stdin: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const source = path === '-' ? stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const head: Buffer = first.value;
  const whole = (async function* (): AsyncGenerator<Buffer, void, undefined> {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  if (head[0] !== GZIP_MAGIC[0] || head[1] !== GZIP_MAGIC[1]) return yield* whole;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // A fault also ends the iteration below, which throws it.
  pipeline(Readable.from(whole), gunzip, () => undefined);
  yield* gunzip;
}
