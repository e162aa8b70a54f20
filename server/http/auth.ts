import { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { endSession, findSignedIn, finishSignIn, signInWithCode, startSignIn } from '../flow/org/sign-in.ts';
import { parseBody, parseValue } from './parse.ts';
import { readSessionId, readState, writeSessionId, writeState, type CookieOptions } from './session.ts';

const WordSchema = z.string().min(1).max(2000);
const CodeBodySchema = z.strictObject({ code: z.string().min(1).max(2000) });

/** Sign-in and sign-out: by redirect in any browser, by code inside the chat app. */
export function authRoutes(deps: Deps, options: CookieOptions): Router {
  const router = new Router({ prefix: '/auth' });

  router.get('/login', async (ctx) => {
    const to = parseValue(WordSchema, ctx.query['to'] ?? '/h5/', 'to');
    const { url, state } = await startSignIn(deps, to);
    const sessionId = readSessionId(ctx, options);
    if (ctx.query['fresh'] === '1') await endOld(ctx);
    else if (sessionId !== undefined && (await findSignedIn(deps, sessionId))) return ctx.redirect(to);
    writeState(ctx, options, state);
    ctx.redirect(url);
  });

  router.get('/callback', async (ctx) => {
    const code = WordSchema.safeParse(ctx.query['code']);
    const state = WordSchema.safeParse(ctx.query['state']);
    if (!code.success || !state.success) throw unauthenticated();
    const browserState = readState(ctx, options);
    writeState(ctx, options, null);
    const { sessionId, to } = await finishSignIn(deps, { code: code.data, state: state.data, browserState });
    await endOld(ctx);
    writeSessionId(ctx, options, sessionId);
    ctx.redirect(to);
  });

  router.post('/feishu', async (ctx) => {
    const { code } = parseBody(CodeBodySchema, ctx);
    const sessionId = await signInWithCode(deps, code);
    await endOld(ctx);
    writeSessionId(ctx, options, sessionId);
    ctx.body = { ok: true };
  });

  router.post('/logout', async (ctx) => {
    await endOld(ctx);
    writeSessionId(ctx, options, null);
    ctx.body = { ok: true };
  });
  return router;

  /** The old session ends in the store, so that a copied cookie is worth nothing. */
  async function endOld(ctx: Context): Promise<void> {
    const old = readSessionId(ctx, options);
    if (old !== undefined) await endSession(deps, old);
  }
}
