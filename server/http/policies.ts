import { Router } from '@koa/router';
import { z } from 'zod';
import {
  ImportPolicyBodySchema,
  PolicyDraftBodySchema,
  PublishPolicyBodySchema,
  WithdrawPolicyBodySchema,
} from '../contract/policy.ts';
import { diffPolicies } from '../domain/policy/policy-diff.ts';
import { parsePolicy } from '../domain/policy/policy-document.ts';
import { isPending, isReplaced } from '../domain/policy/replaced.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { findPolicyDays } from '../flow/policy/policy-days.ts';
import {
  mayPublishPolicy,
  PUBLISHERS,
  publishPolicy,
  savePolicy,
  viewPolicyDraft,
} from '../flow/policy/policy-draft.ts';
import { policyCoverage } from '../flow/policy/policy-request.ts';
import { takeBackPolicy } from '../flow/policy/policy-withdraw.ts';
import { findQuizFigures } from '../flow/policy/quiz-figures.ts';
import { findAcknowledgement } from '../store/acknowledgements.ts';
import { findPolicy, findPolicyAt, listPolicies, type Policy } from '../store/policies.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { policyVersionView, policyView } from './views/consent-view.ts';

const VersionSchema = z.string().min(1).max(40);
/** Figures without names. */
const COVERAGE_READERS = ['hr', 'hr_lead', 'legal', 'admin', 'staff_rep', 'auditor'] as const;

/** The code of conduct (M10): every version and what changed for everyone, the next one for its editors. */
export function policyRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/policy' });

  router.get('/versions', async (ctx) => {
    const inForce = await findPolicyAt(deps.now());
    const all = await listPolicies();
    ctx.body = {
      versions: all.map((one) =>
        policyVersionView(one, {
          isInForce: one.version === inForce?.version,
          isReplaced: isReplaced(one, all),
          mayWithdraw: mayPublishPolicy(actorOf(ctx.state)) && isPending(one, all, deps.now()),
        }),
      ),
    };
  });

  router.get('/versions/:version', async (ctx) => {
    const policy = await load(ctx.params['version'], 'version');
    const read = await findAcknowledgement(ctx.state.person.id, policy.version);
    ctx.body = policyView({ policy, ...(read && { acknowledgedAt: read.at }) });
  });

  router.post('/versions/:version/withdrawal', async (ctx) => {
    requireRole(ctx.state.person, PUBLISHERS);
    const { reason } = parseBody(WithdrawPolicyBodySchema, ctx);
    const { version } = await load(ctx.params['version'], 'version');
    await takeBackPolicy(deps, actorOf(ctx.state), { version, reason });
    ctx.status = 204;
  });

  router.get('/diff', async (ctx) => {
    const from = await load(ctx.query['from'], 'from');
    const to = await load(ctx.query['to'], 'to');
    ctx.body = { from: from.version, to: to.version, sections: diffPolicies(from.body, to.body) };
  });

  router.get('/coverage', async (ctx) => {
    requireRole(ctx.state.person, COVERAGE_READERS);
    ctx.body = await policyCoverage();
  });

  router.get('/said-days', async (ctx) => {
    requireRole(ctx.state.person, COVERAGE_READERS);
    ctx.body = await findPolicyDays(deps);
  });

  router.get('/quiz/figures', async (ctx) => {
    requireRole(ctx.state.person, COVERAGE_READERS);
    const inForce = await findPolicyAt(deps.now());
    const { version } = ctx.query;
    const policy = version === undefined ? inForce : await load(version, 'version');
    if (!policy) throw notFound('policy_version');
    ctx.body = await findQuizFigures(policy, policy.version === inForce?.version);
  });

  router.get('/draft', async (ctx) => {
    ctx.body = await viewPolicyDraft(deps, actorOf(ctx.state));
  });

  router.put('/draft', async (ctx) => {
    await viewPolicyDraft(deps, actorOf(ctx.state));
    ctx.body = await savePolicy(deps, actorOf(ctx.state), parseBody(PolicyDraftBodySchema, ctx));
  });

  router.post('/draft/import', async (ctx) => {
    await viewPolicyDraft(deps, actorOf(ctx.state));
    ctx.body = parsePolicy(parseBody(ImportPolicyBodySchema, ctx).markdown);
  });

  router.post('/draft/publish', async (ctx) => {
    const { revision } = parseBody(PublishPolicyBodySchema, ctx);
    const policy = await publishPolicy(deps, actorOf(ctx.state), revision);
    ctx.status = 201;
    ctx.body = policyVersionView(policy, { isInForce: false });
  });
  return router;
}

const actorOf = ({ person }: Session): Actor => ({ personId: person.id, roles: person.roles });

async function load(version: unknown, field: string): Promise<Policy> {
  const found = await findPolicy(parseValue(VersionSchema, version, field));
  if (!found) throw notFound('policy_version');
  return found;
}
