import { Router } from '@koa/router';
import { z } from 'zod';
import {
  GoLiveSignBodySchema,
  NO_REGION,
  RolloutMoveBodySchema,
  type RolloutList,
} from '../contract/rollout.ts';
import type { Role } from '../contract/person.ts';
import { NOTICE_PCT } from '../domain/rollout/checklist.ts';
import { MAX_PILOT_DAYS, MIN_PILOT_DAYS } from '../domain/rollout/mode.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { askGoLive, signGoLive } from '../flow/rollout/go-live.ts';
import { startPilot, stopRegion } from '../flow/rollout/rollout.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import { listStaff } from '../store/people.ts';
import { findRollout } from '../store/rollouts.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { rolloutView } from './views/rollout-view.ts';

const READERS: readonly Role[] = ['hr', 'hr_lead', 'legal', 'admin', 'staff_rep', 'auditor'];
const RegionIdSchema = z.string().min(1).max(64);

/** How far each region was taken up: tried out, signed by two, stopped (product M25). */
export function rolloutRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/rollouts' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await listFor(deps, actorOf(ctx.state));
  });
  const moves = [
    ['pilot', startPilot],
    ['go-live', askGoLive],
    ['stop', stopRegion],
  ] as const;
  for (const [path, move] of moves)
    router.post(`/:regionId/${path}`, async (ctx) => {
      requireRole(ctx.state.person, READERS);
      const body = parseBody(RolloutMoveBodySchema, ctx);
      await move(deps, actorOf(ctx.state), { ...body, regionId: await known(ctx.params['regionId']) });
      ctx.body = await listFor(deps, actorOf(ctx.state));
    });
  router.post('/:regionId/signature', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const body = parseBody(GoLiveSignBodySchema, ctx);
    await signGoLive(deps, actorOf(ctx.state), { ...body, regionId: await known(ctx.params['regionId']) });
    ctx.body = await listFor(deps, actorOf(ctx.state));
  });
  return router;
}

async function listFor(deps: Deps, reader: Actor): Promise<RolloutList> {
  const { regions } = await getOrgMapping();
  const named = regions.map(({ id, name }) => ({ id, name }));
  const views = await Promise.all(
    [...named, ...(await ofNoRegion())].map((region) => rolloutView(deps, region, reader)),
  );
  return {
    regions: views,
    rules: { minDays: MIN_PILOT_DAYS, maxDays: MAX_PILOT_DAYS, noticePct: NOTICE_PCT },
  };
}

/** Staff that no region of the chart holds stand in a row of their own, where there are any. */
async function ofNoRegion(): Promise<{ id: string; name: string }[]> {
  const isThere =
    (await listStaff()).some(({ regionId }) => regionId === undefined) ||
    ((await findRollout(NO_REGION))?.version ?? 0) > 0;
  return isThere ? [{ id: NO_REGION, name: '' }] : [];
}

async function known(param: string | undefined): Promise<string> {
  const id = parseValue(RegionIdSchema, param, 'regionId');
  const { regions } = await getOrgMapping();
  if (id !== NO_REGION && !regions.some((region) => region.id === id)) throw notFound('region');
  return id;
}

const actorOf = ({ person: { id, roles } }: Session): Actor => ({ personId: id, roles });
