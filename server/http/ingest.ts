import { Router } from '@koa/router';
import { FixBatchSchema, PhotoFieldsSchema, PunchBatchSchema } from '../contract/ingest.ts';
import { SignalBatchSchema } from '../contract/signal.ts';
import * as rule from '../contract/texts/request-rules.ts';
import { badField } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { ingestFixes } from '../flow/ingest.ts';
import { takePhoto } from '../flow/ingest/photo.ts';
import { takePunches } from '../flow/punch/punch.ts';
import { takeSignals } from '../flow/signal/signal.ts';
import { noteItems } from '../metrics/work.ts';
import { languageOf, sayReceipts } from './language.ts';
import { limitNewItems, type ItemLimits } from './new-items.ts';
import { oneFile, textFields } from './one-file.ts';
import { parseBody, parseEnvelope } from './parse.ts';
import type { Session } from './session.ts';

/** What phones send: fixes, punches, photos. Items are answered one by one. */
export function ingestRoutes(deps: Deps, items: ItemLimits): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });
  const limitPunches = limitNewItems(items.punches);
  const limitSignals = limitNewItems(items.signals);

  router.post('/fixes', async (ctx) => {
    const batch = parseEnvelope(FixBatchSchema, ctx, 'fixes');
    const taken = await ingestFixes(deps, ctx.state.person, batch);
    noteItems('fixes', taken.receipts);
    ctx.body = { ...taken, receipts: sayReceipts(taken.receipts, languageOf(ctx)) };
  });

  router.post('/punches', async (ctx) => {
    const batch = parseEnvelope(PunchBatchSchema, ctx, 'punches');
    const { person } = ctx.state;
    const taken = await limitPunches(person.id, batch.punches, () => takePunches(deps, person, batch));
    noteItems('punches', taken.receipts);
    ctx.body = { ...taken, receipts: sayReceipts(taken.receipts, languageOf(ctx)) };
  });

  router.post('/signals', async (ctx) => {
    const batch = parseEnvelope(SignalBatchSchema, ctx, 'signals');
    const { person } = ctx.state;
    const taken = await limitSignals(person.id, batch.signals, () => takeSignals(deps, person, batch));
    noteItems('signals', taken.receipts);
    ctx.body = { ...taken, receipts: sayReceipts(taken.receipts, languageOf(ctx)) };
  });

  router.post('/photos', oneFile('photo'), async (ctx) => {
    const fields = parseBody(PhotoFieldsSchema, textFields(ctx));
    const { file } = ctx;
    if (!file?.buffer) throw badField('photo', rule.onePicture);
    const receipts = [await takePhoto(deps, ctx.state.person, { fields, bytes: file.buffer })];
    noteItems('photos', receipts);
    ctx.body = { receipts: sayReceipts(receipts, languageOf(ctx)) };
  });
  return router;
}
