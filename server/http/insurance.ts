import { Router } from '@koa/router';
import { InsurancePaymentSchema } from '../contract/non-compete.ts';
import { ExternalIdSchema } from '../contract/place.ts';
import type { Deps } from '../flow/deps.ts';
import { takeInsurancePayment } from '../flow/non-compete/non-compete-record.ts';
import { keyOwnerOf } from './key-owner.ts';
import { parseBody, parseValue } from './parse.ts';

/**
 * The insurance feed, by a key of its own kind: one month of one agreement. The reply says nothing of the person, nor whether the employer
 * is on the list; 409 `not_monitored` asks the feed to stop.
 */
export function insuranceRoutes(deps: Deps): Router {
  const router = new Router({ prefix: '/api/v1/insurance-payments' });
  router.put('/:externalId', async (ctx) => {
    const by = await keyOwnerOf(deps, ctx, 'insurance');
    const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
    const payment = parseBody(InsurancePaymentSchema, ctx);
    const { created } = await takeInsurancePayment(deps, { externalId, by, payment });
    ctx.status = created ? 201 : 200;
    ctx.body = { externalId, result: created ? 'created' : 'unchanged' };
  });
  return router;
}
