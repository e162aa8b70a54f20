import type { Context } from 'koa';
import { recordFaultTexts } from '../contract/texts/record-faults.ts';
import { badField, contentEncoded, tooLarge, unsupportedMedia } from '../errors.ts';

export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

/** The bytes of a CSV of records as they come; of one that is too large no more is read. */
export function importBytes(ctx: Pick<Context, 'is' | 'get' | 'req'>): AsyncIterable<Uint8Array> {
  const isCsv = ctx.is('text/csv');
  if (!isCsv && (isCsv === null || ctx.get('content-length') === '0'))
    throw badField('file', recordFaultTexts.emptyFile);
  if (!isCsv) throw unsupportedMedia('text/csv');
  if ((ctx.get('content-encoding') || 'identity') !== 'identity') throw contentEncoded();
  // Not read at all: half of it would be taken, and the sender would learn of it minutes later.
  if (Number(ctx.get('content-length')) > MAX_IMPORT_BYTES) throw tooLarge('file', MAX_IMPORT_BYTES);
  // Left open where reading ends before the file does: whoever sends it has to read why.
  return upTo(ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
}

async function* upTo(parts: AsyncIterable<Buffer>): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > MAX_IMPORT_BYTES) throw tooLarge('file', MAX_IMPORT_BYTES);
    yield part;
  }
}
