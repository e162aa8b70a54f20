import { Router } from '@koa/router';
import { z } from 'zod';
import { DaySchema } from '../contract/calendar.ts';
import {
  DeliveryBodySchema,
  DemandReplyBodySchema,
  LetterBodySchema,
  SanctionStepBodySchema,
} from '../contract/sanction.ts';
import type { ExecutionList } from '../contract/view-sanction.ts';
import { forbidden, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { listExecutions } from '../flow/case/executions.ts';
import { deliverLetter, issueLetter, receiveLetter } from '../flow/sanction/letter.ts';
import { replyToDemand, stepSanction } from '../flow/sanction/sanction.ts';
import { findCase, type CaseRecord } from '../store/cases.ts';
import { getTimeZone } from '../store/org-mapping.ts';
import type { Person } from '../store/people.ts';
import { caseRelation } from './access.ts';
import { sendLetter } from './letter-file.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';
import { executionsCsv } from './views/executions-csv.ts';
import { sanctionView, subjectSanctionView } from './views/sanction-view.ts';

const SpanSchema = z.strictObject({ fromDay: DaySchema, toDay: DaySchema });
const FormatSchema = z.enum(['json', 'csv']).default('json');

/** Legal paths, letters and what is handed over to payroll; who may do what is decided by the paths themselves. */
export function sanctionRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });
  const visible = async (id: string | undefined, reader: Person): Promise<CaseRecord> => {
    const record = await findCase(id ?? '');
    if (!record || caseRelation(record, reader, deps.now()) === null) throw notFound('case');
    return record;
  };
  const viewFor = async (id: string, reader: Person) => {
    const record = await visible(id, reader);
    return reader.id === record.personId ? subjectSanctionView(record) : sanctionView(record, deps.now());
  };
  const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });

  router.get('/cases/:id/sanction', async (ctx) => {
    ctx.body = await viewFor(ctx.params['id'] ?? '', ctx.state.person);
  });
  router.post('/cases/:id/sanction/steps', async (ctx) => {
    const { person } = ctx.state;
    const { id } = await visible(ctx.params['id'], person);
    await stepSanction(deps, actorOf(person), { caseId: id, body: parseBody(SanctionStepBodySchema, ctx) });
    ctx.body = await viewFor(id, person);
  });
  router.post('/cases/:id/sanction/reply', async (ctx) => {
    const { person } = ctx.state;
    const { id } = await visible(ctx.params['id'], person);
    await replyToDemand(deps, actorOf(person), { caseId: id, body: parseBody(DemandReplyBodySchema, ctx) });
    ctx.body = await viewFor(id, person);
  });
  router.post('/cases/:id/letters', async (ctx) => {
    const { person } = ctx.state;
    const { id } = await visible(ctx.params['id'], person);
    await issueLetter(deps, actorOf(person), { caseId: id, body: parseBody(LetterBodySchema, ctx) });
    ctx.body = await viewFor(id, person);
  });
  router.get('/cases/:id/letters/:letterId/file', async (ctx) => {
    const reader = ctx.state.person;
    const record = await visible(ctx.params['id'], reader);
    await sendLetter(deps, ctx, { record, letterId: ctx.params['letterId'] ?? '', readerId: reader.id });
  });
  router.post('/cases/:id/letters/:letterId/delivery', async (ctx) => {
    const { person } = ctx.state;
    const { id } = await visible(ctx.params['id'], person);
    const letterId = ctx.params['letterId'] ?? '';
    const body = parseBody(DeliveryBodySchema, ctx);
    await deliverLetter(deps, actorOf(person), { caseId: id, letterId, body });
    ctx.body = await viewFor(id, person);
  });
  router.post('/cases/:id/letters/:letterId/receipt', async (ctx) => {
    const { person } = ctx.state;
    const { id } = await visible(ctx.params['id'], person);
    await receiveLetter(deps, actorOf(person), { caseId: id, letterId: ctx.params['letterId'] ?? '' });
    ctx.body = await viewFor(id, person);
  });

  router.get('/executions', async (ctx) => {
    const { person } = ctx.state;
    if (!person.roles.includes('hr_lead')) throw forbidden('not_your_role');
    const { format: asked, ...span } = ctx.query;
    const format = parseValue(FormatSchema, asked, 'format');
    const rows = await listExecutions(deps, actorOf(person), parseValue(SpanSchema, span, 'fromDay, toDay'));
    if (format === 'json') ctx.body = { executions: rows } satisfies ExecutionList;
    else {
      ctx.attachment('executions.csv');
      ctx.type = 'text/csv; charset=utf-8';
      ctx.body = executionsCsv(rows, await getTimeZone());
    }
  });
  return router;
}
