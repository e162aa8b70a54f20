import { runCommand } from './commands/index.ts';
import { removeExpired } from './index/expire.ts';
import { Cursors } from './storage/cursors.ts';
import type { EnvironmentOptions } from './storage/environment.ts';
import { Store } from './storage/store.ts';
import { listen } from './wire/server.ts';
import { createShortWait } from './wire/short-wait.ts';

export type EmbeddedOptions = EnvironmentOptions & {
  /** 0 picks a free port. */
  port?: number;
  /** How often documents past their TTL are removed; MongoDB's own pace is the default. */
  ttlEveryMs?: number;
  /** Stay awake between requests that follow each other at once; for a process that does nothing else. */
  ownProcess?: boolean;
};
export type Embedded = {
  uri: string;
  port: number;
  /** Until `flushNow` no write waits for the disk: for data that is of no use before it is complete. */
  flushLater: () => void;
  flushNow: () => void;
  close(): Promise<void>;
};

/** Starts the embedded database on loopback; the folder is made when absent and held until `close`. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const store = new Store(options);
  const cursors = new Cursors();
  const server = await listen(
    options.port ?? 0,
    (body, connectionId) => runCommand({ store, cursors, connectionId }, body),
    options.ownProcess ? createShortWait() : undefined,
  ).catch(async (error: unknown) => {
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
    await server.close();
    cursors.killAll();
    await store.close();
  };
  return {
    uri: embeddedUri(server.port),
    port: server.port,
    flushLater: () => store.env.flushLater(),
    flushNow: () => store.env.flushNow(),
    close,
  };
}

export function embeddedUri(port: number, database = 'mingqin'): string {
  return `mongodb://127.0.0.1:${port}/${database}?directConnection=true`;
}
