import { Router } from '@koa/router';
import { ClientIdSchema } from '../contract/ingest.ts';
import { textLike } from '../contract/says.ts';
import * as rule from '../contract/texts/request-rules.ts';
import {
  SuggestionAnswerSchema,
  VisitBatchSchema,
  VisitDetailsSchema,
  VisitPhotoFieldsSchema,
} from '../contract/visit.ts';
import { badField } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { describeVisit, takeVisits } from '../flow/visit/visit.ts';
import { takeVisitPhoto } from '../flow/visit/visit-photo.ts';
import { answerSuggestion, findVisitsToday } from '../flow/visit/visits-today.ts';
import { noteItems } from '../metrics/work.ts';
import { languageOf, sayReceipts } from './language.ts';
import { limitNewItems, type ItemLimits } from './new-items.ts';
import { oneFile, textFields } from './one-file.ts';
import { parseBody, parseEnvelope, parseValue } from './parse.ts';
import type { Session } from './session.ts';
import { visitsTodayView } from './views/visit-view.ts';

const KeySchema = textLike(/^\d{13}-[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, rule.suggestionKey);

/** The person's own visits (M3): logged, described, and answered where the own track suggests one. */
export function visitRoutes(deps: Deps, items: ItemLimits): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/visits' });
  const limitVisits = limitNewItems(items.visits);

  router.get('/today', async (ctx) => {
    ctx.body = visitsTodayView(await findVisitsToday(deps, ctx.state.person));
  });

  router.post('/', async (ctx) => {
    const batch = parseEnvelope(VisitBatchSchema, ctx, 'visits');
    const { person } = ctx.state;
    const taken = await limitVisits(person.id, batch.visits, () => takeVisits(deps, person, batch));
    noteItems('visits', taken.receipts);
    ctx.body = { receipts: sayReceipts(taken.receipts, languageOf(ctx)) };
  });

  router.post('/suggestions/:key', async (ctx) => {
    const key = parseValue(KeySchema, ctx.params['key'], 'key');
    const answer = parseBody(SuggestionAnswerSchema, ctx);
    const { id, said } = await answerSuggestion(deps, ctx.state.person, { key, answer });
    ctx.body = { id, said };
  });

  router.put('/:visitId/details', async (ctx) => {
    const id = parseValue(ClientIdSchema, ctx.params['visitId'], 'visitId');
    const details = parseBody(VisitDetailsSchema, ctx);
    const { editedAt } = await describeVisit(deps, ctx.state.person, { id, details });
    ctx.body = { id, editedAtMs: +editedAt };
  });

  router.post('/:visitId/photo', oneFile('photo'), async (ctx) => {
    const visitId = parseValue(ClientIdSchema, ctx.params['visitId'], 'visitId');
    const fields = parseBody(VisitPhotoFieldsSchema, textFields(ctx));
    const { file } = ctx;
    if (!file?.buffer) throw badField('photo', rule.onePicture);
    const upload = { visitId, ...fields, bytes: file.buffer };
    const receipts = [await takeVisitPhoto(deps, ctx.state.person, upload)];
    noteItems('photos', receipts);
    ctx.body = { receipts };
  });
  return router;
}
