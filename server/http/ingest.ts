import { Router } from '@koa/router';
import { FixBatchSchema, PhotoFieldsSchema, PunchBatchSchema } from '../contract/ingest.ts';
import { SignalBatchSchema } from '../contract/signal.ts';
import { invalidInput } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { ingestFixes } from '../flow/ingest.ts';
import { takePhoto } from '../flow/photo.ts';
import { takePunches } from '../flow/punch.ts';
import { takeSignals } from '../flow/signal.ts';
import { oneFile, textFields } from './one-file.ts';
import { parseBody, parseEnvelope } from './parse.ts';
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

  router.post('/signals', async (ctx) => {
    const batch = parseEnvelope(SignalBatchSchema, ctx, 'signals');
    ctx.body = await takeSignals(deps, ctx.state.person, batch);
  });

  router.post('/photos', oneFile('photo'), async (ctx) => {
    const fields = parseBody(PhotoFieldsSchema, textFields(ctx));
    const { file } = ctx;
    if (!file?.buffer) throw invalidInput([{ field: 'photo', reason: 'one file: JPEG, PNG or WebP' }]);
    ctx.body = { receipts: [await takePhoto(deps, ctx.state.person, { fields, bytes: file.buffer })] };
  });
  return router;
}
