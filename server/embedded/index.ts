import { availableParallelism } from 'node:os';
import { runCommand } from './commands/index.ts';
import { removeExpired } from './index/expire.ts';
import { Cursors } from './storage/cursors.ts';
import type { EnvironmentOptions } from './storage/environment.ts';
import { Store } from './storage/store.ts';
import { listenOnPort, listenPrivately } from './wire/listen.ts';
import { createWireServer } from './wire/server.ts';
import { ShortWait } from './wire/short-wait.ts';

export type EmbeddedOptions = EnvironmentOptions & {
  /** Listens on this TCP port, 0 picks a free one; without it on a socket that only this user can open, but on Windows, which has none. */
  port?: number | undefined;
  /** How often documents past their TTL are removed; MongoDB's own pace is the default. */
  ttlEveryMs?: number;
  /** Stay awake between requests that follow each other at once; for a process that does nothing else. */
  ownProcess?: boolean;
};
export type Embedded = {
  uri: string;
  /** Until `flushNow` no write waits for the disk: for data that is of no use before it is complete. */
  flushLater: () => void;
  flushNow: () => void;
  close(): Promise<void>;
};

/** Starts the embedded database; the folder is made when absent and held until `close`. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dir, port = process.platform === 'win32' ? 0 : undefined, ownProcess = false } = options;
  const store = new Store(options);
  const cursors = new Cursors();
  const wire = createWireServer(
    (body, connectionId) => runCommand({ store, cursors, connectionId }, body),
    // Staying awake pays only where the other side has a core of its own.
    ownProcess && availableParallelism() > 1 ? new ShortWait() : undefined,
  );
  const listening = port === undefined ? listenPrivately(wire.server, dir) : listenOnPort(wire.server, port);
  const door = await listening.catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const timer = setInterval(() => {
    cursors.killIdle(Date.now());
    // A full disk fails the writers themselves; the sweep simply comes again.
    removeExpired(store, new Date()).catch(() => undefined);
  }, options.ttlEveryMs ?? 60_000);
  const close = async (): Promise<void> => {
    clearInterval(timer);
    await wire.close();
    door.remove();
    cursors.killAll();
    await store.close();
  };
  return {
    uri: door.uri,
    flushLater: () => store.env.data.flushLater(),
    flushNow: () => store.env.data.flushNow(),
    close,
  };
}
