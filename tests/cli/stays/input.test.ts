import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readChunks, readWhole } from '../../../server/cli/stays/input.ts';

const LIMIT = 1024 * 1024;

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

describe('a track that is read whole', () => {
  it('is joined from its pieces up to the limit', async () => {
    const bytes = Buffer.alloc(LIMIT, 7);
    const pieces = [bytes.subarray(0, 1000), bytes.subarray(1000)];
    const read = await readWhole(
      (async function* () {
        yield* pieces;
      })(),
      LIMIT,
    );
    expect(read.equals(bytes)).toBe(true);
  });

  it('is refused where it passes the limit, also when it is small before it is unzipped', async () => {
    const zipped = gzipSync(Buffer.alloc(40 * LIMIT));
    expect(zipped.length).toBeLessThan(LIMIT);
    let unzippedBytes = 0;
    const counted = (async function* () {
      for await (const chunk of readChunks('-', once(zipped))) {
        unzippedBytes += chunk.length;
        yield chunk;
      }
    })();
    await expect(readWhole(counted, LIMIT)).rejects.toThrow('larger than 1 MB');
    expect(unzippedBytes).toBeLessThan(3 * LIMIT);
  });
});
