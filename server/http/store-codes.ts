import { Router } from '@koa/router';
import { z } from 'zod';
import type { StoreCodeView } from '../contract/view-store.ts';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import {
  findOwnScreen,
  openScreen,
  showOwnCode,
  showScreenCode,
  type ShownCode,
} from '../flow/signal/store-screen.ts';
import type { Session } from './session.ts';

const KeySchema = z.string().regex(/^[\w-]{43}$/);

/** The rotating code of a store: for its manager, and for the screen the manager set up. */
export function storeCodeRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/store-code', async (ctx) => {
    const screen = await findOwnScreen(ctx.state.person);
    ctx.body = {
      ...codeView(await showOwnCode(deps, ctx.state.person)),
      ...(screen?.seenAt && { screenSeenAt: screen.seenAt.toISOString() }),
    };
  });

  router.post('/store-screen', async (ctx) => {
    ctx.body = await openScreen(deps, ctx.state.person);
  });

  router.get('/screen-code', async (ctx) => {
    const key = KeySchema.safeParse(ctx.get('x-screen-key'));
    if (!key.success) throw unauthenticated();
    ctx.body = codeView(await showScreenCode(deps, key.data));
  });
  return router;
}

function codeView({ scan, typed, placeName, now, endsAt }: ShownCode): StoreCodeView {
  return { scan, typed, placeName, now: now.toISOString(), endsAt: endsAt.toISOString() };
}
