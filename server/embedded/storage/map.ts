import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RootDatabase, open } from 'lmdb';

type Options = Readonly<{ dir: string; noSync?: boolean }>;

/** The data file, mapped into memory. */
export function openMap(options: Options): RootDatabase<Buffer, Buffer> {
  return open<Buffer, Buffer>({
    path: join(options.dir, 'data.mdb'),
    keyEncoding: 'binary',
    encoding: 'binary',
    overlappingSync: false,
    noSync: options.noSync ?? false,
    noMemInit: true,
  });
}

/** Bytes of mapped files, data and program, that count as memory of this process; 0 where there is no /proc. */
export function mappedBytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'latin1');
    return Number(/^RssFile:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
