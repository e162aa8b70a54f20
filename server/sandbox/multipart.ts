/**
 * The parts of a multipart body by field name, as bytes. Own reader because the SDK sends a Buffer without a
 * file name, which form parsers take for text and so break.
 */
export function readMultipart(raw: Buffer, contentType: string): Map<string, Buffer> | null {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!contentType.startsWith('multipart/form-data') || boundary === undefined) return null;
  const parts = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  for (let at = raw.indexOf(mark); at >= 0;) {
    const next = raw.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = raw.subarray(at + mark.length + 2, next - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(part.subarray(0, headEnd).toString('utf8'))?.[1];
    if (headEnd >= 0 && name !== undefined) parts.set(name, part.subarray(headEnd + 4));
    at = next;
  }
  return parts;
}
