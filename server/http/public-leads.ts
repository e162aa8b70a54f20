import { Router } from '@koa/router';
import { LeadStatusBodySchema, PublicLeadBodySchema, type LeadReceipt } from '../contract/lead.ts';
import { notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findByReceipt, takePublicLead } from '../flow/lead/public-lead.ts';
import { findCase } from '../store/cases.ts';
import { parseBody } from './parse.ts';
import { leadStatusView } from './views/lead-view.ts';

/** For customers and anybody else, without sign-in: send a lead, look one up by its number. No address of a sender is kept. */
export function publicLeadRoutes(deps: Deps): Router {
  const router = new Router({ prefix: '/api/v1/public/leads' });

  router.post('/', async (ctx) => {
    const { lead, receipt } = await takePublicLead(deps, parseBody(PublicLeadBodySchema, ctx));
    const body: LeadReceipt = { leadNo: lead.leadNo, receipt };
    ctx.status = 201;
    ctx.body = body;
  });

  router.post('/status', async (ctx) => {
    const { receipt } = parseBody(LeadStatusBodySchema, ctx);
    const lead = await findByReceipt(deps, receipt);
    if (!lead) throw notFound('lead');
    ctx.body = leadStatusView(lead, lead.caseId === undefined ? null : await findCase(lead.caseId));
  });
  return router;
}
