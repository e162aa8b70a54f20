import { open } from 'lmdb';

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

export function openStore(dir: string | null): SandboxStore {
  const root = dir === null ? null : open({ path: dir, maxDbs: 40, overlappingSync: false });
  const clearers: (() => void)[] = [];
  let lastWrite: Promise<unknown> = Promise.resolve();
  let revision = 0;
  const wrote = (write: Promise<unknown> | undefined): void => {
    revision += 1;
    if (write !== undefined) lastWrite = write;
  };
  return {
    table<T>(name: string): Table<T> {
      const disk = root?.openDB<T, string>({ name, encoding: 'msgpack' });
      const rows = new Map<string, T>();
      for (const { key, value } of disk?.getRange() ?? []) rows.set(key, value);
      clearers.push(() => {
        rows.clear();
        wrote(disk?.clearAsync());
      });
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
      };
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
