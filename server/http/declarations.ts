import { Router } from '@koa/router';
import {
  DeclarationBodySchema,
  DeclarationSettingsSchema,
  DeclaredHoursBodySchema,
  DocumentFieldsSchema,
  EndBodySchema,
  MAX_DOCUMENT_BYTES,
  RenewBodySchema,
  ReviewBodySchema,
  WithdrawBodySchema,
  type DeclarationPreview,
} from '../contract/declaration.ts';
import * as rule from '../contract/texts/request-rules.ts';
import { badField, forbidden, notFound } from '../errors.ts';
import { endDeclaration, withdrawDeclaration } from '../flow/declare/declare-end.ts';
import { askReview } from '../flow/declare/declare-review.ts';
import { declareSideJob, renewDeclaration } from '../flow/declare/declare.ts';
import { findOverlaps } from '../flow/declare/find-overlaps.ts';
import { attachDocument } from '../flow/declare/declaration-documents.ts';
import { changeDeclarationSettings, declarationSettings } from '../flow/declare/declaration-parts.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { findDeclarationDocument, readDeclarationDocument } from '../store/declaration-documents.ts';
import type { Declaration } from '../store/declarations.ts';
import { readDeclaration, viewDeclarations } from './declaration-reader.ts';
import { listRegister } from './declaration-register.ts';
import { oneFile, textFields } from './one-file.ts';
import { parseBody } from './parse.ts';
import { whoseOf } from './register.ts';
import type { Session } from './session.ts';

/** Side jobs (M12): a person declares, renews and withdraws; HR keeps the register. */
export function declarationRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/declarations' });
  const own = async (declaration: Declaration) => (await viewDeclarations(deps, [declaration], 'subject'))[0];

  router.post('/', async (ctx) => {
    const body = parseBody(DeclarationBodySchema, ctx);
    const declaration = await declareSideJob(deps, ctx.state.person, body);
    ctx.status = 201;
    ctx.body = await own(declaration);
  });

  router.post('/preview', async (ctx) => {
    const hours = parseBody(DeclaredHoursBodySchema, ctx);
    const preview: DeclarationPreview = { shiftOverlaps: await findOverlaps(deps, ctx.state.person, hours) };
    ctx.body = preview;
  });

  router.get('/', async (ctx) => {
    ctx.body = await listRegister(deps, ctx.state.person, ctx.query['after']);
  });

  router.get('/settings', async (ctx) => {
    requireRole(ctx.state, ['hr', 'hr_lead']);
    ctx.body = await declarationSettings();
  });

  router.put('/settings', async (ctx) => {
    requireRole(ctx.state, ['hr_lead']);
    const settings = parseBody(DeclarationSettingsSchema, ctx);
    ctx.body = await changeDeclarationSettings(deps, actorOf(ctx.state), settings);
  });

  router.get('/:id', async (ctx) => {
    const { person } = ctx.state;
    const { declaration, subject, as } = await readDeclaration(deps, ctx.params['id'] ?? '', person);
    const [view] = await viewDeclarations(deps, [declaration], as);
    const isAsked = declaration.status === 'pending' && subject !== null;
    const shiftOverlaps = isAsked ? await findOverlaps(deps, subject, declaration) : [];
    const whole = { ...view, ...(shiftOverlaps.length > 0 && { shiftOverlaps }) };
    ctx.body = as === 'subject' ? whole : { ...whole, person: await whoseOf(subject) };
  });

  router.post('/:id/renew', async (ctx) => {
    const body = parseBody(RenewBodySchema, ctx);
    const id = ctx.params['id'] ?? '';
    const declaration = await renewDeclaration(deps, ctx.state.person, { id, body });
    ctx.status = 201;
    ctx.body = await own(declaration);
  });

  router.post('/:id/withdraw', async (ctx) => {
    const { version } = parseBody(WithdrawBodySchema, ctx);
    const input = { id: ctx.params['id'] ?? '', version };
    ctx.body = await own(await withdrawDeclaration(deps, actorOf(ctx.state), input));
  });

  router.post('/:id/review', async (ctx) => {
    const body = parseBody(ReviewBodySchema, ctx);
    ctx.body = await own(await askReview(deps, ctx.state.person, { id: ctx.params['id'] ?? '', body }));
  });

  router.post('/:id/end', async (ctx) => {
    requireRole(ctx.state, ['hr', 'hr_lead']);
    const body = parseBody(EndBodySchema, ctx);
    const id = ctx.params['id'] ?? '';
    const ended = await endDeclaration(deps, actorOf(ctx.state), { id, ...body });
    ctx.body = (await viewDeclarations(deps, [ended], 'hr'))[0];
  });

  router.post('/:id/documents', oneFile('file', MAX_DOCUMENT_BYTES), async (ctx) => {
    const fields = parseBody(DocumentFieldsSchema, textFields(ctx));
    const { file } = ctx;
    if (!file?.buffer) throw badField('file', rule.oneDocument);
    const declarationId = ctx.params['id'] ?? '';
    const input = { declarationId, ...fields, content: file.buffer };
    const { id, name, mime, bytes, at } = await attachDocument(deps, ctx.state.person, input);
    ctx.status = 201;
    ctx.body = { id, name, mime, bytes, at: at.toISOString() };
  });

  router.get('/:id/documents/:documentId', async (ctx) => {
    const { declaration } = await readDeclaration(deps, ctx.params['id'] ?? '', ctx.state.person);
    const document = await findDeclarationDocument(ctx.params['documentId'] ?? '');
    if (document?.declarationId !== declaration.id) throw notFound('document');
    ctx.attachment(document.name);
    ctx.type = document.mime;
    ctx.body = await readDeclarationDocument(document.id);
  });
  return router;
}

const actorOf = ({ person }: Session): Actor => ({ personId: person.id, roles: person.roles });

function requireRole({ person }: Session, roles: readonly string[]): void {
  if (!person.roles.some((role) => roles.includes(role))) throw forbidden('not_your_role');
}
