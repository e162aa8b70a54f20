import { Router } from '@koa/router';
import type { ParameterizedContext } from 'koa';
import type { z } from 'zod';
import {
  AgreementBodySchema,
  AuthorisationBodySchema,
  EmployerRecordBodySchema,
  EndBodySchema,
  MonitorBodySchema,
  PaymentBodySchema,
  ReleaseBodySchema,
  ReviewBodySchema,
  StopBodySchema,
} from '../contract/non-compete.ts';
import type { AgreementList } from '../contract/view-non-compete.ts';
import { restrictionOf } from '../domain/non-compete/agreement.ts';
import { listIneligibility } from '../domain/non-compete/eligibility.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import {
  addAuthorisation,
  addPayment,
  endAgreementEmployment,
  putAgreement,
  releaseAgreement,
  reviewAgreement,
} from '../flow/non-compete/non-compete.ts';
import { startMonitoring, stopMonitoring } from '../flow/non-compete/non-compete-monitor.ts';
import { loadGround, READER_ROLES, requireStaff } from '../flow/non-compete/non-compete-parts.ts';
import { takeEmployerRecord } from '../flow/non-compete/non-compete-record.ts';
import { findAgreement, listAgreements } from '../store/non-compete-agreements.ts';
import { countOpenOf } from '../store/non-compete-cases.ts';
import { findPeople, type Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { agreementFor } from './non-compete-reader.ts';
import { readPage } from './page.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';

const LIST_LIMIT = 500;
type Act<T> = (deps: Deps, actor: Actor, input: { id: string; body: T }) => Promise<unknown>;

/** Non-compete agreements, for HR and legal; who may do what is decided by the flows. */
export function nonCompeteRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/non-compete/agreements' });

  router.get('/', async (ctx) => {
    const reader = ctx.state.person;
    requireStaff(actorOf(reader), READER_ROLES);
    ctx.body = await listFor(deps, reader, ctx.query['after']);
  });

  router.post('/', async (ctx) => {
    const body = parseBody(AgreementBodySchema, ctx);
    const { id } = await putAgreement(deps, actorOf(ctx.state.person), body);
    ctx.status = 201;
    ctx.body = await agreementFor(deps, id, ctx.state.person);
  });

  router.get('/:id', async (ctx) => {
    const reader = ctx.state.person;
    const { id } = await loadVisible(ctx.params['id'] ?? '', reader);
    ctx.body = await agreementFor(deps, id, reader);
  });

  const change = <T>(path: string, schema: z.ZodType<T>, act: Act<T>) =>
    router.post(
      `/:id/${path}`,
      async (ctx: ParameterizedContext<Session> & { params: Record<string, string> }) => {
        const reader = ctx.state.person;
        const { id } = await loadVisible(ctx.params['id'] ?? '', reader);
        await act(deps, actorOf(reader), { id, body: parseBody(schema, ctx) });
        ctx.body = await agreementFor(deps, id, reader);
      },
    );
  change('end', EndBodySchema, (_, actor, { id, body }) =>
    endAgreementEmployment(deps, actor, { id, ...body }),
  );
  change('payments', PaymentBodySchema, addPayment);
  change('review', ReviewBodySchema, (_, actor, { id, body }) =>
    reviewAgreement(deps, actor, { id, ...body }),
  );
  change('authorisations', AuthorisationBodySchema, addAuthorisation);
  change('release', ReleaseBodySchema, (_, actor, { id, body }) =>
    releaseAgreement(deps, actor, { id, ...body }),
  );
  change('start', MonitorBodySchema, (_, actor, { id, body }) =>
    startMonitoring(deps, actor, { id, ...body }),
  );
  change('stop', StopBodySchema, (_, actor, { id, body }) => stopMonitoring(deps, actor, { id, ...body }));
  change('records', EmployerRecordBodySchema, takeEmployerRecord);
  return router;
}

/** The list names people: each look is in their ledger, once an hour. */
async function listFor(deps: Deps, reader: Person, after: unknown): Promise<AgreementList> {
  const ground = await loadGround(deps);
  const { items: all, next } = await readPage(after, [
    { limit: LIST_LIMIT, list: listAgreements, endOf: ({ createdAt, id }) => ({ at: createdAt, id }) },
  ]);
  const agreements = all.filter(({ personId }) => personId !== reader.id);
  const people = new Map(
    (await findPeople(agreements.map(({ personId }) => personId))).map((one) => [one.id, one]),
  );
  const open = await countOpenOf(agreements.map(({ id }) => id));
  const hour = ground.at.toISOString().slice(0, 13);
  await Promise.all(
    agreements.map(({ id, personId }) =>
      recordRead(
        { personId, readerId: reader.id, what: 'non_compete', purpose: 'list', at: ground.at },
        `non_compete:${reader.id}:${id}:${hour}`,
      ),
    ),
  );
  return {
    agreements: agreements.map((agreement) => ({
      id: agreement.id,
      agreementNo: agreement.agreementNo,
      personName: people.get(agreement.personId)?.name ?? '',
      monitoring: agreement.monitoring.state,
      ...restrictionOf(agreement),
      reasons: listIneligibility(agreement, ground.day, ground.settings),
      openCases: open.get(agreement.id) ?? 0,
    })),
    ...next,
  };
}

/** HR and legal, never about oneself; anybody else learns not even that it exists. */
async function loadVisible(id: string, reader: Person): Promise<{ id: string }> {
  const agreement = await findAgreement(id);
  const isReader = READER_ROLES.some((role) => reader.roles.includes(role));
  if (!agreement || !isReader || agreement.personId === reader.id) throw notFound('agreement');
  return agreement;
}

const actorOf = ({ id, roles }: Person): Actor => ({ personId: id, roles });
