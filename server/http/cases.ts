import { Router } from '@koa/router';
import type { ParameterizedContext } from 'koa';
import type { z } from 'zod';
import {
  ContactBodySchema,
  ExecuteBodySchema,
  ExplainBodySchema,
  ProposeBodySchema,
  TalkBodySchema,
  UnmaskBodySchema,
  VerifyBodySchema,
} from '../contract/case.ts';
import { forbidden, notFound } from '../errors.ts';
import { contactCase, explainCase, talkCase, verifyCase } from '../flow/case.ts';
import { executeByHand, proposePenalty } from '../flow/decision.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { askUnmask } from '../flow/unmask.ts';
import { findCase, listCases, type CaseRecord } from '../store/cases.ts';
import type { Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { caseRelation } from './access.ts';
import { caseFor } from './case-reader.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';
import { caseRow } from './views/case-view.ts';

const LIST_LIMIT = 200;
type Act<T> = (deps: Deps, actor: Actor, input: { caseId: string; body: T }) => Promise<CaseRecord>;

/** Cases: lists and moves; who may do what is decided by the procedure itself. */
export function caseRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/cases' });

  router.get('/', async (ctx) => {
    const reader = ctx.state.person;
    if (!['hr', 'hr_lead', 'legal'].some((role) => reader.roles.some((own) => own === role)))
      throw forbidden('not_your_role');
    const cases = await listCases({ limit: LIST_LIMIT });
    const shown = cases.filter((record) => ['hr', 'approver'].includes(caseRelation(record, reader) ?? ''));
    ctx.body = { cases: shown.map((record) => caseRow(record, deps.now())) };
  });

  router.get('/:id', async (ctx) => {
    const reader = ctx.state.person;
    const record = await loadVisible(ctx.params['id'] ?? '', reader);
    const at = deps.now();
    const purpose = `case ${record.caseNo}`;
    await recordRead({ personId: record.personId, readerId: reader.id, what: 'case', purpose, at });
    ctx.body = await caseFor(record, reader, at);
  });

  const move = <T>(path: string, schema: z.ZodType<T>, act: Act<T>) =>
    router.post(
      `/:id/${path}`,
      async (ctx: ParameterizedContext<Session> & { params: Record<string, string> }) => {
        const reader = ctx.state.person;
        const { id: caseId } = await loadVisible(ctx.params['id'] ?? '', reader);
        const actor = { personId: reader.id, roles: reader.roles };
        const moved = await act(deps, actor, { caseId, body: parseBody(schema, ctx) });
        ctx.body = await caseFor(moved, reader, deps.now());
      },
    );
  move('contact', ContactBodySchema, (_, actor, { caseId, body: { version, note } }) =>
    contactCase(deps, actor, { caseId, version, ...(note !== undefined && { note }) }),
  );
  move('explain', ExplainBodySchema, explainCase);
  move('verify', VerifyBodySchema, verifyCase);
  move('propose', ProposeBodySchema, proposePenalty);
  move('talk', TalkBodySchema, (_, actor, { caseId, body }) => talkCase(deps, actor, { caseId, ...body }));
  move('execute', ExecuteBodySchema, (_, actor, { caseId, body: { version } }) =>
    executeByHand(deps, actor, { caseId, version }),
  );
  move('unmask', UnmaskBodySchema, askUnmask);
  return router;
}

/** Somebody without a relation learns not even that the case exists. */
async function loadVisible(id: string, reader: Person): Promise<CaseRecord> {
  const record = await findCase(id);
  if (!record || caseRelation(record, reader) === null) throw notFound('case');
  return record;
}
