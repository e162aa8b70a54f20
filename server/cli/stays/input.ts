import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { badFile, MAX_WHOLE_BYTES } from '../../connectors/files/track-point.ts';

const CHUNK_BYTES = 256 * 1024;
const GZIP_MAGIC = Buffer.of(0x1f, 0x8b);

/**
 * The bytes of a file, or of `stdin` for "-", unzipped when they begin as gzip does. A chunk is valid until the next one is asked for.
 */
export async function* readChunks(
  path: string,
  stdin: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  if (path === '-') yield* unzipped(stdin);
  else if (beginsZipped(path)) yield* unzipped(createReadStream(path));
  else yield* readPlainChunks(path);
}

/** All of it, for the formats that cannot be read in a stream; stops where it is too much, before it fills the memory. */
export async function readWhole(chunks: AsyncIterable<Buffer>, mostBytes = MAX_WHOLE_BYTES): Promise<Buffer> {
  const all: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw badFile(`larger than ${mostBytes / 1024 / 1024} MB; larger tracks are read as CSV or PLT`);
    all.push(Buffer.from(chunk));
  }
  return Buffer.concat(all);
}

function beginsZipped(path: string): boolean {
  const head = Buffer.alloc(GZIP_MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return isZipped(head);
}

const isZipped = (head: Buffer): boolean => head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);

/** Reads into one buffer over and over; a stream would make a new one for each chunk and wait in between. */
function* readPlainChunks(path: string): Generator<Buffer, void, undefined> {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer))
      yield buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

async function* unzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const head: Buffer = first.value;
  const whole = (async function* (): AsyncGenerator<Buffer, void, undefined> {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  if (!isZipped(head)) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // A fault also ends the iteration below, which throws it.
  pipeline(Readable.from(whole), gunzip, () => undefined);
  yield* gunzip;
}
