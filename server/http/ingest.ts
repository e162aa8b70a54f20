import multer from '@koa/multer';
import { Router } from '@koa/router';
import type { Middleware } from 'koa';
import { MulterError } from 'multer';
import { FixBatchSchema, PhotoFieldsSchema, PunchBatchSchema } from '../contract/ingest.ts';
import { type AppError, invalidInput, tooLarge, unsupportedMedia } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { ingestFixes } from '../flow/ingest.ts';
import { MAX_UPLOAD_BYTES, takePhoto } from '../flow/photo.ts';
import { takePunches } from '../flow/punch.ts';
import { bodyOf, parseBody, parseEnvelope } from './parse.ts';
import type { Session } from './session.ts';

/** What phones send: fixes, punches, photos. Items are answered one by one. */
export function ingestRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.post('/fixes', async (ctx) => {
    const batch = parseEnvelope(FixBatchSchema, ctx, 'fixes');
    ctx.body = await ingestFixes(deps, ctx.state.person, batch);
  });

  router.post('/punches', async (ctx) => {
    const batch = parseEnvelope(PunchBatchSchema, ctx, 'punches');
    ctx.body = await takePunches(deps, ctx.state.person, batch);
  });

  router.post('/photos', onePhoto(), async (ctx) => {
    const request = { body: { ...asObject(bodyOf(ctx.request)) } };
    const fields = parseBody(PhotoFieldsSchema, { request });
    const { file } = ctx;
    if (!file?.buffer) throw invalidInput([{ field: 'photo', reason: 'one file: JPEG, PNG or WebP' }]);
    ctx.body = { receipts: [await takePhoto(deps, ctx.state.person, { fields, bytes: file.buffer })] };
  });
  return router;
}

/** Reads one multipart file named `photo` into memory, never to a disk. */
function onePhoto(): Middleware {
  const limits = { fileSize: MAX_UPLOAD_BYTES, files: 1, fields: 10, fieldSize: 1000, parts: 12 };
  const read = multer({ storage: multer.memoryStorage(), limits }).single('photo');
  return async function readPhoto(ctx, next) {
    if (!ctx.is('multipart/form-data')) throw unsupportedMedia('multipart/form-data');
    // The reader runs first and alone, so that a fault of a later step is not taken for its own.
    await read(ctx, () => Promise.resolve()).catch((error: unknown) => {
      throw toFault(error);
    });
    await next();
  };
}

function toFault(error: unknown): AppError {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') return tooLarge('photo', '10 MB');
  const field = error instanceof MulterError ? (error.field ?? 'body') : 'body';
  const reason = error instanceof MulterError ? error.code.toLowerCase() : 'complete multipart/form-data';
  return invalidInput([{ field, reason }]);
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}
