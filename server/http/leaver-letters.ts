import { Router } from '@koa/router';
import { DemandReplyBodySchema } from '../contract/sanction.ts';
import type { Deps } from '../flow/deps.ts';
import { receiveLetter } from '../flow/sanction/letter.ts';
import { replyToDemand } from '../flow/sanction/sanction.ts';
import { leaverActor, ownCase } from './leaver-case.ts';
import { requireLeaver, type LeaverSession } from './leaver-session.ts';
import { sendLetter } from './letter-file.ts';
import { parseBody } from './parse.ts';
import type { CookieOptions } from './session.ts';
import { subjectSanctionView } from './views/sanction-view.ts';

/** Letters of the own case behind the leaver's door: read, received, and a demand answered, as in the app. */
export function leaverLetterRoutes(deps: Deps, options: CookieOptions): Router<LeaverSession> {
  const router = new Router<LeaverSession>({ prefix: '/api/v1/leaver/cases/:id' });
  router.use(requireLeaver(deps, options));

  router.get('/sanction', async (ctx) => {
    ctx.body = await subjectSanctionView(await ownCase(ctx.params['id'], ctx.state.leaver));
  });
  router.post('/sanction/reply', async (ctx) => {
    const { leaver } = ctx.state;
    const record = await ownCase(ctx.params['id'], leaver);
    const body = parseBody(DemandReplyBodySchema, ctx);
    await replyToDemand(deps, leaverActor(leaver), { caseId: record.id, body });
    ctx.body = await subjectSanctionView(record);
  });
  router.get('/letters/:letterId/file', async (ctx) => {
    const { leaver } = ctx.state;
    const record = await ownCase(ctx.params['id'], leaver);
    await sendLetter(deps, ctx, { record, letterId: ctx.params['letterId'] ?? '', readerId: leaver.id });
  });
  router.post('/letters/:letterId/receipt', async (ctx) => {
    const { leaver } = ctx.state;
    const record = await ownCase(ctx.params['id'], leaver);
    const letterId = ctx.params['letterId'] ?? '';
    await receiveLetter(deps, leaverActor(leaver), { caseId: record.id, letterId });
    ctx.body = await subjectSanctionView(record);
  });
  return router;
}
