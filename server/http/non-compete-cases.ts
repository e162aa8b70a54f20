import { Router } from '@koa/router';
import type { ParameterizedContext } from 'koa';
import type { z } from 'zod';
import { CompetitorBodySchema, MatchReviewBodySchema, SettleBodySchema } from '../contract/non-compete.ts';
import {
  NonCompeteDemandSchema,
  NonCompeteMoveSchema,
  NonCompeteVerifySchema,
} from '../contract/non-compete-moves.ts';
import { ExternalIdSchema } from '../contract/place.ts';
import type { CompetitorList } from '../contract/view-non-compete.ts';
import { notFound } from '../errors.ts';
import { putCompetitor, reviewMatching } from '../flow/non-compete/competitors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import {
  demandNonCompete,
  moveNonCompeteCase,
  notifyNonCompete,
  verifyNonCompete,
} from '../flow/non-compete/non-compete-case.ts';
import { loadMatchSettings, READER_ROLES, requireStaff } from '../flow/non-compete/non-compete-parts.ts';
import { settleRecord } from '../flow/non-compete/non-compete-record.ts';
import { listCompetitors } from '../store/competitors.ts';
import { findLiveLink } from '../store/leaver-links.ts';
import { findNonCompeteCase, type NonCompeteCaseRecord } from '../store/non-compete-cases.ts';
import { findEmployerRecord } from '../store/non-compete-records.ts';
import type { Person } from '../store/people.ts';
import { agreementFor } from './non-compete-reader.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';

type Move<T> = (record: NonCompeteCaseRecord, actor: Actor, body: T) => Promise<unknown>;

/** The competitor list, how names are matched, undecided records, and the steps of cases. */
export function nonCompeteCaseRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/non-compete' });

  router.get('/competitors', async (ctx) => {
    requireStaff(actorOf(ctx.state.person), [...READER_ROLES, 'staff_rep']);
    ctx.body = await competitorList();
  });

  router.put('/competitors/:id', async (ctx) => {
    const id = parseValue(ExternalIdSchema, ctx.params['id'], 'id');
    await putCompetitor(deps, actorOf(ctx.state.person), { id, body: parseBody(CompetitorBodySchema, ctx) });
    ctx.body = await competitorList();
  });

  router.post('/matching', async (ctx) => {
    await reviewMatching(deps, actorOf(ctx.state.person), parseBody(MatchReviewBodySchema, ctx));
    ctx.body = await competitorList();
  });

  router.post('/records/:id/settle', async (ctx) => {
    const reader = ctx.state.person;
    const record = await findEmployerRecord(ctx.params['id'] ?? '');
    if (!record || !isReader(reader, record.personId)) throw notFound('record');
    const body = parseBody(SettleBodySchema, ctx);
    await settleRecord(deps, actorOf(reader), { recordId: record.id, ...body });
    ctx.body = await agreementFor(deps, record.agreementId, reader);
  });

  const move = <T>(path: string, schema: z.ZodType<T>, act: Move<T>) =>
    router.post(
      `/cases/:id/${path}`,
      async (ctx: ParameterizedContext<Session> & { params: Record<string, string> }) => {
        const reader = ctx.state.person;
        const record = await findNonCompeteCase(ctx.params['id'] ?? '');
        if (!record || !isReader(reader, record.personId)) throw notFound('non_compete_case');
        await act(record, actorOf(reader), parseBody(schema, ctx));
        ctx.body = await agreementFor(deps, record.agreementId, reader);
      },
    );
  move('notify', NonCompeteMoveSchema, async ({ id, personId }, actor, body) => {
    const hasDoor = (await findLiveLink(personId, deps.now())) !== null;
    await notifyNonCompete(deps, actor, { caseId: id, ...body, hasDoor });
  });
  move('verify', NonCompeteVerifySchema, ({ id }, actor, body) =>
    verifyNonCompete(deps, actor, { caseId: id, ...body }),
  );
  move('demand', NonCompeteDemandSchema, ({ id }, actor, body) =>
    demandNonCompete(deps, actor, { caseId: id, ...body }),
  );
  for (const event of ['uphold', 'drop', 'comply', 'refer'] as const)
    move(event, NonCompeteMoveSchema, ({ id }, actor, body) =>
      moveNonCompeteCase(deps, actor, { caseId: id, event, ...body }),
    );
  return router;
}

async function competitorList(): Promise<CompetitorList> {
  const { sameAt, askAt, reviewedBy } = await loadMatchSettings();
  return {
    competitors: (await listCompetitors()).map(({ id, name, creditCode, aliases }) => ({
      id,
      name,
      ...(creditCode !== undefined && { creditCode }),
      aliases: [...aliases],
    })),
    matching: { sameAt, askAt, reviewedBy: reviewedBy.length },
  };
}

const isReader = (reader: Person, personId: string): boolean =>
  reader.id !== personId && READER_ROLES.some((role) => reader.roles.includes(role));

const actorOf = ({ id, roles }: Person): Actor => ({ personId: id, roles });
