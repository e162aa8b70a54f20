import { Router } from '@koa/router';
import type { ParameterizedContext } from 'koa';
import type { z } from 'zod';
import {
  AppealBodySchema,
  CloseBodySchema,
  DecideAppealBodySchema,
  ExtendBodySchema,
  FinishExplainingBodySchema,
  MessageBodySchema,
  ResumeBodySchema,
  RevokeBodySchema,
  WaitBodySchema,
} from '../contract/case-bodies.ts';
import {
  CaseStateSchema,
  type CaseState,
  ContactBodySchema,
  ExecuteBodySchema,
  ExplainBodySchema,
  ProposeBodySchema,
  TalkBodySchema,
  UnmaskBodySchema,
  VerifyBodySchema,
} from '../contract/case.ts';
import { isEnded } from '../domain/case/case.ts';
import type { CaseActor } from '../domain/case/guard.ts';
import { forbidden, notFound } from '../errors.ts';
import { caseActorOf } from '../flow/case/case-actor.ts';
import { appealCase, decideAppeal } from '../flow/case/case-appeal.ts';
import { caseReadPurpose, NAME_READ } from '../flow/case/case-lookers.ts';
import { writeMessage } from '../flow/case/case-message.ts';
import { revokePenalty } from '../flow/case/case-revoke.ts';
import { endOpenWait, startWait } from '../flow/case/case-wait.ts';
import {
  contactCase,
  explainCase,
  extendVerification,
  finishExplaining,
  talkCase,
  verifyCase,
} from '../flow/case.ts';
import { askUnmask } from '../flow/case/unmask.ts';
import { closeRejected, executeCase, proposePenalty } from '../flow/decision.ts';
import type { Deps } from '../flow/deps.ts';
import { findCase, listCases, type CaseRecord } from '../store/cases.ts';
import type { PageScope } from '../store/page.ts';
import type { Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { caseRelation } from './access.ts';
import { caseFor, mayReadName } from './case-reader.ts';
import { readPage } from './page.ts';
import { parseBody } from './parse.ts';
import { onceAnHour } from './register.ts';
import type { Session } from './session.ts';
import { caseRow } from './views/case-view.ts';

const LIST_LIMIT = 200;
/** What is under way comes before what has ended. */
const RUNNING_LIMIT = 2_000;
const ENDED = CaseStateSchema.options.filter(isEnded);
const RUNNING = CaseStateSchema.options.filter((state) => !isEnded(state));
type Act<T> = (deps: Deps, actor: CaseActor, input: { caseId: string; body: T }) => Promise<CaseRecord>;

/** Cases: lists and moves; who may do what is decided by the procedure itself. */
export function caseRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/cases' });

  router.get('/', async (ctx) => {
    const reader = ctx.state.person;
    const at = deps.now();
    if (!['hr', 'hr_lead', 'legal'].some((role) => reader.roles.some((own) => own === role)))
      throw forbidden('not_your_role');
    const part = (states: readonly CaseState[], limit: number) => ({
      limit,
      list: (scope: PageScope) => listCases({ states, ...scope }),
      endOf: ({ openedAt, id }: CaseRecord) => ({ at: openedAt, id }),
    });
    const parts = [part(RUNNING, RUNNING_LIMIT), part(ENDED, LIST_LIMIT)];
    const { items, next } = await readPage(ctx.query['after'], parts);
    const shown = items.filter((record) =>
      ['hr', 'approver'].includes(caseRelation(record, reader, at) ?? ''),
    );
    const cases = shown.map((record) => caseRow(record, at));
    ctx.body = { cases, ...next };
  });

  router.get('/:id', async (ctx) => {
    const reader = ctx.state.person;
    const at = deps.now();
    const record = await loadVisible(ctx.params['id'] ?? '', reader, at);
    await noteLook(record, reader, at);
    ctx.body = await caseFor(record, reader, at);
  });

  const move = <T>(path: string, schema: z.ZodType<T>, act: Act<T>) =>
    router.post(
      `/:id/${path}`,
      async (ctx: ParameterizedContext<Session> & { params: Record<string, string> }) => {
        const reader = ctx.state.person;
        const record = await loadVisible(ctx.params['id'] ?? '', reader, deps.now());
        const actor = await caseActorOf(record, reader);
        const moved = await act(deps, actor, { caseId: record.id, body: parseBody(schema, ctx) });
        ctx.body = await caseFor(moved, reader, deps.now());
      },
    );
  move('contact', ContactBodySchema, (_, actor, { caseId, body: { version, note } }) =>
    contactCase(deps, actor, { caseId, version, ...(note !== undefined && { note }) }),
  );
  move('explain', ExplainBodySchema, explainCase);
  move('finish', FinishExplainingBodySchema, (_, actor, { caseId, body }) =>
    finishExplaining(deps, actor, { caseId, ...body }),
  );
  move('messages', MessageBodySchema, writeMessage);
  move('extend', ExtendBodySchema, (_, actor, { caseId, body }) =>
    extendVerification(deps, actor, { caseId, ...body }),
  );
  move('verify', VerifyBodySchema, verifyCase);
  move('wait', WaitBodySchema, startWait);
  move('resume', ResumeBodySchema, (_, actor, { caseId, body }) =>
    endOpenWait(deps, actor, { caseId, ...body }),
  );
  move('propose', ProposeBodySchema, proposePenalty);
  move('talk', TalkBodySchema, (_, actor, { caseId, body }) => talkCase(deps, actor, { caseId, ...body }));
  move('execute', ExecuteBodySchema, (_, actor, { caseId, body: { version, note } }) =>
    executeCase(deps, actor, { caseId, version, ...(note !== undefined && { note }) }),
  );
  move('close', CloseBodySchema, (_, actor, { caseId, body }) =>
    closeRejected(deps, actor, { caseId, ...body }),
  );
  move('appeal', AppealBodySchema, appealCase);
  move('decide-appeal', DecideAppealBodySchema, decideAppeal);
  move('revoke', RevokeBodySchema, (_, actor, { caseId, body }) =>
    revokePenalty(deps, actor, { caseId, ...body }),
  );
  move('unmask', UnmaskBodySchema, askUnmask);
  return router;
}

/** A look in which the name stood is entered as one (R12, R16); each of both once an hour. */
async function noteLook(record: CaseRecord, reader: Person, at: Date): Promise<void> {
  const what = mayReadName(record, reader, at) ? NAME_READ : 'case';
  const purpose = caseReadPurpose(record.caseNo);
  const read = { personId: record.personId, readerId: reader.id, what, purpose, at };
  await recordRead(read, onceAnHour(at, [what, reader.id, record.id]));
}

/** Somebody without a relation learns not even that the case exists. */
async function loadVisible(id: string, reader: Person, at: Date): Promise<CaseRecord> {
  const record = await findCase(id);
  if (!record || caseRelation(record, reader, at) === null) throw notFound('case');
  return record;
}
