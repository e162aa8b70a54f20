const CHARSET = /charset\s*=\s*"?([^\s;"]+)/i;

/** The text of a reply in the encoding it names; else UTF-8, as JSON has to be, or GB 18030, as some older systems write without saying so. */
export function replyText(bytes: Uint8Array, contentType = ''): string {
  const named = CHARSET.exec(contentType)?.[1];
  return (
    decoded(bytes, named, false) ?? decoded(bytes, 'utf-8', true) ?? new TextDecoder('gb18030').decode(bytes)
  );
}

/** Null in an encoding nobody knows, and for bytes that are none of it where that is to be told. */
function decoded(bytes: Uint8Array, encoding: string | undefined, fatal: boolean): string | null {
  if (encoding === undefined) return null;
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}
