import multer from '@koa/multer';
import type { Middleware } from 'koa';
import { MulterError } from 'multer';
import * as rule from '../contract/texts/request-rules.ts';
import { type AppError, badField, tooLarge, unsupportedMedia } from '../errors.ts';
import { MAX_UPLOAD_BYTES } from '../flow/ingest/photo.ts';
import { bodyOf } from './parse.ts';

/** Reads one multipart file of this field name into memory, never to a disk. */
export function oneFile(name: 'file' | 'photo', maxBytes = MAX_UPLOAD_BYTES): Middleware {
  const limits = { fileSize: maxBytes, files: 1, fields: 10, fieldSize: 1000, parts: 12 };
  const read = multer({ storage: multer.memoryStorage(), limits }).single(name);
  return async function readFile(ctx, next) {
    if (!ctx.is('multipart/form-data')) throw unsupportedMedia('multipart/form-data');
    // The reader runs first and alone, so that a fault of a later step is not taken for its own.
    await read(ctx, () => Promise.resolve()).catch((error: unknown) => {
      throw toFault(error, { name, maxBytes });
    });
    await next();
  };
}

/** The text fields beside the file, as a body to parse. */
export function textFields({ request }: Readonly<{ request: object }>): { request: { body: object } } {
  const body = bodyOf(request);
  return { request: { body: { ...(typeof body === 'object' && body !== null ? body : {}) } } };
}

function toFault(error: unknown, { name, maxBytes }: { name: 'file' | 'photo'; maxBytes: number }): AppError {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') return tooLarge(name, maxBytes);
  if (!(error instanceof MulterError)) return badField('body', rule.wholeForm);
  const isFile = error.code === 'LIMIT_UNEXPECTED_FILE' || error.code === 'LIMIT_FILE_COUNT';
  return badField(error.field ?? 'body', isFile ? rule.oneFileNamed(name) : rule.formParts);
}
