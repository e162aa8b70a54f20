import { strToU8, zipSync, type Zippable } from 'fflate';

export type ZipFile = Readonly<{ path: string; content: string | Uint8Array }>;

/** A ZIP of the files, in their order; texts are deflated, bytes (pictures) stored as they are. */
export function writeZip(files: readonly ZipFile[], at: Date): Uint8Array {
  const entries: Zippable = {};
  for (const { path, content } of files) {
    const isText = typeof content === 'string';
    entries[path] = [isText ? strToU8(content) : content, { level: isText ? 6 : 0, mtime: at }];
  }
  return zipSync(entries);
}
