import { open, type Database } from 'lmdb';

/** A named collection; reads come from memory, writes go through to disk. */
export type Table<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  values(): T[];
  keys(): string[];
};
export type SandboxStore = {
  table<T>(name: string): Table<T>;
  /** Settles when everything written so far survives a restart. */
  saved(): Promise<void>;
  clear(): void;
  close(): Promise<void>;
  /** Rises with every write; the page polls by it. */
  revision(): number;
};

/** The tenant's store in a folder; without one everything is kept in memory only. */
export function openStore(dir: string | null): SandboxStore {
  const root = dir === null ? null : open({ path: dir, maxDbs: 40, overlappingSync: false });
  const clearers: (() => void)[] = [];
  let lastWrite: Promise<unknown> = Promise.resolve();
  let revision = 0;
  const wrote: Wrote = (write) => {
    revision += 1;
    if (write !== undefined) lastWrite = write;
  };
  return {
    table<T>(name: string): Table<T> {
      const { clear, ...table } = openTable<T>(root?.openDB<T, string>({ name, encoding: 'msgpack' }), wrote);
      clearers.push(clear);
      return table;
    },
    saved: async () => {
      await lastWrite;
    },
    clear: () => {
      for (const clear of clearers) clear();
    },
    close: async () => {
      await lastWrite;
      await root?.close();
    },
    revision: () => revision,
  };
}

/** Told of every write; `write` is the one to disk, if there is one. */
type Wrote = (write: Promise<unknown> | undefined) => void;

function openTable<T>(disk: Database<T, string> | undefined, wrote: Wrote): Table<T> & { clear: () => void } {
  const rows = new Map<string, T>();
  for (const { key, value } of disk?.getRange() ?? []) rows.set(key, value);
  return {
    get: (key) => rows.get(key),
    set: (key, value) => {
      rows.set(key, value);
      wrote(disk?.put(key, value));
    },
    delete: (key) => {
      if (rows.delete(key)) wrote(disk?.remove(key));
    },
    values: () => [...rows.values()],
    keys: () => [...rows.keys()],
    clear: () => {
      rows.clear();
      wrote(disk?.clearAsync());
    },
  };
}
