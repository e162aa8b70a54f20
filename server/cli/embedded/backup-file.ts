import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** First line of a backup; the number changes when an older reader could not read the file. */
const FIRST_LINE = '#mingqin-backup 1';
export const COLLECTION_MARK = '#collection ';
const CHECKSUM_MARK = '#sha256 ';
const WRITE_BYTES = 1024 * 1024;

/**
 * Writes lines to a file that appears under its name only when it is whole and on disk; the last line is the SHA-256 of
 * all before it. Returns that checksum.
 */
export async function writeBackup(
  path: string,
  produce: (line: (text: string) => Promise<void>) => Promise<void>,
): Promise<string> {
  const partial = `${path}.partial`;
  // Personal data: for the owner's eyes only.
  const file = await open(partial, 'w', 0o600);
  try {
    const checksum = await writeLines(file, produce);
    await file.sync();
    await file.close();
    await rename(partial, path);
    await syncFolder(dirname(path));
    return checksum;
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

/** Makes the name outlive a stop of the machine; not every system lets a folder be opened for that. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function writeLines(
  file: FileHandle,
  produce: (line: (text: string) => Promise<void>) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  let waiting: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(waiting.join(''));
    hash.update(bytes);
    [waiting, size] = [[], 0];
    await file.writeFile(bytes);
  };
  const line = async (text: string): Promise<void> => {
    waiting.push(text, '\n');
    size += text.length;
    if (size >= WRITE_BYTES) await flush();
  };
  await line(FIRST_LINE);
  await produce(line);
  await flush();
  const checksum = hash.digest('hex');
  await file.writeFile(`${CHECKSUM_MARK}${checksum}\n`);
  return checksum;
}

/** The lines between the first and the checksum, in order; throws at the end, or before, if the file is not whole. */
export async function* readBackup(path: string): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let at = 0;
  let stated: string | undefined;
  for await (const line of linesOf(path)) {
    if (stated !== undefined) throw damaged(path, 'lines after the checksum');
    const text = line.toString('utf8');
    if (at === 0 && text !== FIRST_LINE) throw new Error(`${path} is not a backup that this version reads`);
    if (text.startsWith(CHECKSUM_MARK)) stated = text.slice(CHECKSUM_MARK.length);
    else {
      hash.update(line).update('\n');
      if (at > 0) yield text;
    }
    at += 1;
  }
  if (stated === undefined) throw damaged(path, 'its end is missing');
  if (stated !== hash.digest('hex')) throw damaged(path, 'the checksum does not agree');
}

/** Splits at line feeds alone; node's readline also splits at U+2028, which JSON leaves in texts. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: WRITE_BYTES });
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]);
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length) yield Buffer.concat(rest);
}

function damaged(path: string, why: string): Error {
  return new Error(`${path} is damaged: ${why}`);
}
