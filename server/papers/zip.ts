import { unzipSync, zipSync } from 'fflate';

/** One moment for all files, in every time zone the same: the pack's own time stands in its manifest. */
const STAMP = new Date(1980, 0, 1);
const HEADER_BYTES = 30;

/** Files stored as they are, in the order given: the same files always give the same bytes. */
export function packZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: STAMP });
}

/** The files of a ZIP and where its own bytes are not those that `packZip` writes, or null. */
export function readZip(bytes: Uint8Array): { files: Map<string, Uint8Array>; strayAt: number | null } {
  let files: Map<string, Uint8Array>;
  try {
    files = new Map(Object.entries(unzipSync(bytes)));
  } catch {
    return { files: new Map(), strayAt: 0 };
  }
  const expected = packZip(files);
  const shorter = Math.min(bytes.length, expected.length);
  for (let at = 0; at < shorter; at += 1) if (bytes[at] !== expected[at]) return { files, strayAt: at };
  return { files, strayAt: bytes.length === expected.length ? null : shorter };
}

/** The file in whose stretch of the ZIP a byte lies; undefined in the list at its end. */
export function fileAt(files: ReadonlyMap<string, Uint8Array>, at: number): string | undefined {
  let end = 0;
  for (const [name, content] of files) {
    end += HEADER_BYTES + new TextEncoder().encode(name).length + content.length;
    if (at < end) return name;
  }
  return undefined;
}
