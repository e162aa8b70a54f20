import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { ListenOptions, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where clients find a server that listens; `remove` when it has stopped. */
export type Door = Readonly<{ uri: string; remove: () => void }>;

/** The longest path of a socket in bytes; Linux takes four more than macOS. */
const MAX_PATH_BYTES = 103;
/** Drivers know a socket by the end of its name. */
const SOCKET = 'store.sock';

/** For tools that need TCP; on loopback only, which is open to every user of the machine. */
export async function listenOnPort(server: Server, port: number): Promise<Door> {
  await listen(server, { host: '127.0.0.1', port });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { uri: uriOf(`127.0.0.1:${address.port}`), remove: () => undefined };
}

/**
 * On a Unix domain socket beside the data, or in a temporary folder where that path cannot be one or the file system has no
 * sockets. Not every system heeds the mode of a socket, so it lies in a folder that only this user may enter.
 */
export async function listenPrivately(server: Server, dir: string): Promise<Door> {
  try {
    return await listenIn(server, makeFolder(dir));
  } catch {
    return await listenIn(server, mkdtempSync(join(tmpdir(), 'mingqin-')));
  }
}

/** Address of the server that holds the folder, if its socket is there. */
export function uriWithin(dir: string): string | undefined {
  const path = join(folderOf(dir), SOCKET);
  return existsSync(path) ? socketUri(path) : undefined;
}

const folderOf = (dir: string): string => join(resolve(dir), 'socket');

/** What a killed process left there goes: whoever calls this holds the lock of the folder. */
function makeFolder(dir: string): string {
  const folder = folderOf(dir);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

async function listenIn(server: Server, folder: string): Promise<Door> {
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, SOCKET);
    // The driver decodes a path twice.
    if (Buffer.byteLength(path) > MAX_PATH_BYTES || path.includes('%'))
      throw new Error(
        `a socket's path must be short and without %: set TMPDIR to another folder than ${tmpdir()}`,
      );
    await listen(server, { path });
    return { uri: socketUri(path), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function listen(server: Server, options: ListenOptions): Promise<void> {
  server.listen(options);
  await once(server, 'listening');
}

const socketUri = (path: string): string => uriOf(encodeURIComponent(path));

function uriOf(host: string): string {
  return `mongodb://${host}/mingqin?directConnection=true`;
}
