import { Router } from '@koa/router';
import { AcknowledgementSchema, ConsentAnswerSchema, ConsentKindSchema } from '../contract/consent.ts';
import { notFound } from '../errors.ts';
import { answerConsent, listConsents, withdrawConsent } from '../flow/policy/consent.ts';
import type { Deps } from '../flow/deps.ts';
import { acknowledgePolicy, findPolicyToRead } from '../flow/policy/policy.ts';
import { findRecordDays } from '../flow/records/record-period.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';
import { consentView, policyView } from './views/consent-view.ts';

/** Consent, kind by kind, and the code of conduct: two different things, asked apart (R2). */
export function consentRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/consents', async (ctx) => {
    const [consents, recordDays] = await Promise.all([listConsents(ctx.state.person.id), findRecordDays()]);
    ctx.body = { consents: consents.map(consentView), recordDays };
  });

  router.post('/consents', async (ctx) => {
    const answer = parseBody(ConsentAnswerSchema, ctx);
    ctx.body = consentView(await answerConsent(deps, actorOf(ctx.state), answer));
  });

  router.delete('/consents/:kind', async (ctx) => {
    const kind = parseValue(ConsentKindSchema, ctx.params['kind'], 'kind');
    ctx.body = consentView(await withdrawConsent(deps, actorOf(ctx.state), kind));
  });

  router.get('/policy', async (ctx) => {
    const found = await findPolicyToRead(deps, ctx.state.person.id);
    if (!found) throw notFound('policy');
    ctx.body = policyView(found);
  });

  router.post('/policy/acknowledgements', async (ctx) => {
    const body = parseBody(AcknowledgementSchema, ctx);
    const { version, at } = await acknowledgePolicy(deps, actorOf(ctx.state), body);
    ctx.body = { version, acknowledgedAt: at.toISOString() };
  });
  return router;
}

const actorOf = ({ person }: Session) => ({ personId: person.id, roles: person.roles });
