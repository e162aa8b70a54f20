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
import { oneFile, textFields } from './one-file.ts';
import { parseBody, parseEnvelope } from './parse.ts';
import { limitNew } from './rate-limit.ts';
import type { Session } from './session.ts';

const HOUR_S = 3_600;
/** Four a day and a phone that was away for a fortnight are fewer; each that waits is somebody's to confirm. */
const PUNCHES_AN_HOUR = 100;

/** What phones send: fixes, punches, photos. Items are answered one by one. */
export function ingestRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });
  const limitPunches = limitNew(PUNCHES_AN_HOUR, HOUR_S);

  router.post('/fixes', async (ctx) => {
    const batch = parseEnvelope(FixBatchSchema, ctx, 'fixes');
    const taken = await ingestFixes(deps, ctx.state.person, batch);
    noteItems('fixes', taken.receipts);
    ctx.body = { ...taken, receipts: sayReceipts(taken.receipts, languageOf(ctx)) };
  });

  router.post('/punches', async (ctx) => {
    const batch = parseEnvelope(PunchBatchSchema, ctx, 'punches');
    const { person } = ctx.state;
    const taken = await limitPunches(
      { key: person.id, sent: batch.punches.length },
      { work: () => takePunches(deps, person, batch), newIn: createdIn },
    );
    noteItems('punches', taken.receipts);
    ctx.body = { ...taken, receipts: sayReceipts(taken.receipts, languageOf(ctx)) };
  });

  router.post('/signals', async (ctx) => {
    const batch = parseEnvelope(SignalBatchSchema, ctx, 'signals');
    const taken = await takeSignals(deps, ctx.state.person, batch);
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

const createdIn = ({ receipts }: Readonly<{ receipts: readonly { status: string }[] }>): number =>
  receipts.filter(({ status }) => status === 'created').length;
