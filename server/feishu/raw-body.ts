import type { IncomingMessage } from 'node:http';
import { tooLarge } from '../errors.ts';

/** The bytes of a request as they came; refuses as soon as it is known to be larger, without reading on. */
export async function readRawBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge('body', maxBytes);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) throw tooLarge('body', maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
