import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { ImportViewSchema, type ImportView } from '../../contract/records.ts';
import { ErrorReplySchema } from '../../contract/views.ts';
import { readOptions, USAGE, type ImportOptions } from './options.ts';

type ImportIo = Readonly<{
  out: (line: string) => void;
  err: Readonly<{ write: (text: string) => unknown }>;
}>;
const ASK_EVERY_MS = 1000;

/** Runs the command line; the result is the exit code. */
export async function runImport(args: readonly string[], io: ImportIo): Promise<0 | 1 | 2 | 3> {
  const read = readOptions(args);
  if ('fault' in read) {
    io.err.write(`import: ${read.fault}\n${USAGE}\n`);
    return 2;
  }
  try {
    return await importFile(read.options, io);
  } catch (error) {
    io.err.write(`import: ${explain(error, read.options)}\n`);
    return 1;
  }
}

async function importFile(options: ImportOptions, io: ImportIo): Promise<0 | 1 | 3> {
  const door = createDoor(options, await readKey(options['key-file']));
  await stat(options.file);
  const upload = door.upload(options);
  await follow(upload, { door, io });
  const { status, why, faults: _faults, notices: _notices, ...counts } = await upload;
  io.out(JSON.stringify({ status, ...counts }));
  if (why !== undefined) io.err.write(`import: ${why}\n`);
  const told = counts.refused + counts.noticed;
  const file = options.faults ?? `${options.file}.faults.csv`;
  // A file left by an earlier run would be read as this run's, so it is replaced even when nothing is refused.
  if (told > 0 || (await isThere(file))) await writeFile(file, await door.faults());
  if (told > 0)
    io.err.write(
      `import: ${counts.refused} rows refused, ${counts.noticed} taken with a notice, see ${file}\n`,
    );
  if (status === 'failed') return 1;
  return counts.refused > 0 ? 3 : 0;
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Says how far the server is while the upload runs. */
async function follow(
  upload: Promise<unknown>,
  { door, io }: { door: ReturnType<typeof createDoor>; io: ImportIo },
): Promise<void> {
  const ended = upload.then(
    () => true,
    () => true,
  );
  let shown = 0;
  while (!(await Promise.race([ended, sleep(ASK_EVERY_MS, false)]))) {
    const rows = (await door.ask())?.rows ?? 0;
    if (rows > shown) io.err.write(`import: ${rows} rows\n`);
    shown = Math.max(shown, rows);
  }
}

function createDoor({ server }: ImportOptions, key: string) {
  const importId = uuidv7();
  const url = new URL(`/api/v1/records/imports/${importId}`, server);
  const headers = { authorization: `Bearer ${key}` };
  return {
    upload: async ({ kind, file, language }: ImportOptions): Promise<ImportView> => {
      const reply = await fetch(`${url.href}?kind=${kind}&language=${language}`, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'text/csv' },
        body: createReadStream(file),
        duplex: 'half',
      });
      // A proxy answers with a page of its own.
      const body: unknown = await reply.json().catch(() => null);
      if (reply.status === 401) throw new Error('the server does not know this key, or it was revoked');
      if (!reply.ok)
        throw new Error(
          ErrorReplySchema.safeParse(body).data?.error.message ?? notOurs(reply.status, server),
        );
      const ended = ImportViewSchema.safeParse(body);
      if (!ended.success) throw new Error(notOurs(reply.status, server));
      return ended.data;
    },
    /** Only says how far it is: one that is lost costs nothing. */
    ask: async (): Promise<ImportView | null> => {
      const reply: unknown = await fetch(url, { headers })
        .then((one) => one.json())
        .catch(() => null);
      return ImportViewSchema.safeParse(reply).data ?? null;
    },
    // Bytes, not text: as text it would lose the mark by which office programs know UTF-8.
    faults: async (): Promise<Uint8Array> =>
      new Uint8Array(await (await fetch(`${url.href}/faults.csv`, { headers })).arrayBuffer()),
  };
}

const notOurs = (status: number, server: string): string =>
  `${server} answered ${status} and nothing of this server: is it the right address, and does a proxy before it let large files and long waits pass (server/deploy/README.md)?`;

async function readKey(file: string): Promise<string> {
  return (file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')).trim();
}

function explain(error: unknown, { server }: ImportOptions): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === 'fetch failed' ? `no answer from ${server}: is it running?` : error.message;
}
