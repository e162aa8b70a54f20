import { Router } from '@koa/router';
import type { z } from 'zod';
import { ExplainBodySchema } from '../contract/case.ts';
import { AppealBodySchema, MessageBodySchema } from '../contract/case-bodies.ts';
import { DataRequestBodySchema } from '../contract/data-request.ts';
import { CertificateFieldsSchema, OpenDoorBodySchema } from '../contract/leaver.ts';
import { NonCompeteAnswerSchema } from '../contract/non-compete-moves.ts';
import * as rule from '../contract/texts/request-rules.ts';
import { badField, notFound } from '../errors.ts';
import { explainCase } from '../flow/case.ts';
import { appealCase } from '../flow/case/case-appeal.ts';
import { writeMessage } from '../flow/case/case-message.ts';
import { requestData } from '../flow/own/data-request.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { exportPersonalData } from '../flow/own/export-data.ts';
import { takeCertificate } from '../flow/leaver/leaver-certificate.ts';
import { closeLeaverDoor, openLeaverDoor } from '../flow/leaver/leaver-door.ts';
import { withdrawAuthorisation } from '../flow/non-compete/non-compete.ts';
import { answerNonCompete } from '../flow/non-compete/non-compete-case.ts';
import { dayOf } from '../domain/time.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findNonCompeteCase } from '../store/non-compete-cases.ts';
import { caseFor } from './case-reader.ts';
import { leaverActor, ownCase } from './leaver-case.ts';
import { certificateView, dataRequestsOf, leaverHome } from './leaver-reader.ts';
import {
  readLeaverSession,
  requireLeaver,
  writeLeaverSession,
  type LeaverSession,
} from './leaver-session.ts';
import { oneFile, textFields } from './one-file.ts';
import { parseBody } from './parse.ts';
import { sendFile } from './send-file.ts';
import type { CookieOptions } from './session.ts';

type Act<T> = (deps: Deps, actor: Actor, input: { caseId: string; body: T }) => Promise<CaseRecord>;

/**
 * The door for people without a chat account (M26): only what concerns themselves, and of that only the own cases, copy and erasure, the
 * non-compete agreement, papers, and taking the authorisation back.
 */
export function leaverRoutes(deps: Deps, options: CookieOptions): Router<LeaverSession> {
  const router = new Router<LeaverSession>({ prefix: '/api/v1/leaver' });

  router.post('/session', async (ctx) => {
    const sessionId = await openLeaverDoor(deps, parseBody(OpenDoorBodySchema, ctx));
    writeLeaverSession(ctx, options, sessionId);
    ctx.body = { ok: true };
  });
  router.delete('/session', async (ctx) => {
    const sessionId = readLeaverSession(ctx, options);
    if (sessionId !== undefined) await closeLeaverDoor(deps, sessionId);
    writeLeaverSession(ctx, options, null);
    ctx.body = { ok: true };
  });

  router.use(requireLeaver(deps, options));
  router.get('/home', async (ctx) => {
    ctx.body = await leaverHome(deps, ctx.state.leaver);
  });
  router.get('/cases/:id', async (ctx) => {
    const record = await ownCase(ctx.params['id'], ctx.state.leaver);
    ctx.body = await caseFor(record, ctx.state.leaver, deps.now());
  });
  const act = <T>(path: string, schema: z.ZodType<T>, flow: Act<T>) =>
    router.post(`/cases/:id/${path}`, async (ctx) => {
      const { leaver } = ctx.state;
      const { id: caseId } = await ownCase(ctx.params['id'], leaver);
      const moved = await flow(deps, leaverActor(leaver), { caseId, body: parseBody(schema, ctx) });
      ctx.body = await caseFor(moved, leaver, deps.now());
    });
  act('explain', ExplainBodySchema, explainCase);
  act('messages', MessageBodySchema, writeMessage);
  act('appeal', AppealBodySchema, appealCase);
  for (const kind of ['explain', 'object'] as const)
    router.post(`/non-compete-cases/:id/${kind}`, async (ctx) => {
      const { leaver } = ctx.state;
      const record = await findNonCompeteCase(ctx.params['id'] ?? '');
      if (record?.personId !== leaver.id || record.state === 'open') throw notFound('case');
      const body = parseBody(NonCompeteAnswerSchema, ctx);
      await answerNonCompete(deps, leaverActor(leaver), { caseId: record.id, kind, body });
      ctx.body = await leaverHome(deps, leaver);
    });
  router.post('/agreements/:id/withdraw-authorisation', async (ctx) => {
    const { leaver } = ctx.state;
    await withdrawAuthorisation(deps, leaverActor(leaver), ctx.params['id'] ?? '');
    ctx.body = await leaverHome(deps, leaver);
  });
  router.post('/certificates', oneFile('file'), async (ctx) => {
    const fields = parseBody(CertificateFieldsSchema, textFields(ctx));
    const { file } = ctx;
    if (!file?.buffer) throw badField('file', rule.onePictureOrPdf);
    ctx.body = certificateView(await takeCertificate(deps, ctx.state.leaver, { fields, bytes: file.buffer }));
  });
  router.get('/data.zip', async (ctx) => {
    const { leaver } = ctx.state;
    const content = await exportPersonalData(deps, leaver);
    const name = `mingqin-${dayOf(deps.now(), leaver.timeZone)}.zip`;
    sendFile(ctx, { type: 'application/zip', content, name });
  });
  router.get('/data-requests', async (ctx) => {
    ctx.body = await dataRequestsOf(deps, ctx.state.leaver);
  });
  router.post('/data-requests', async (ctx) => {
    await requestData(deps, ctx.state.leaver, parseBody(DataRequestBodySchema, ctx));
    ctx.status = 201;
    ctx.body = await dataRequestsOf(deps, ctx.state.leaver);
  });
  return router;
}
