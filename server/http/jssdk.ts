import { Router } from '@koa/router';
import { z } from 'zod';
import * as rule from '../contract/texts/request-rules.ts';
import { badField } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { parseValue } from './parse.ts';

const UrlSchema = z.url({ protocol: /^https?$/ }).max(2000);

/** The signature a page needs before it may use the chat app; only for our own pages. Open before sign-in, because sign-in needs it. */
export function jssdkRoutes(deps: Deps, jssdkUrl: string | undefined): Router {
  const router = new Router();
  router.get('/api/v1/jssdk-config', async (ctx) => {
    const url = parseValue(UrlSchema, ctx.query['url'], 'url');
    if (new URL(url).origin !== new URL(deps.publicUrl).origin) throw badField('url', rule.pageOfApp);
    const [page = url] = url.split('#');
    const { appId, timestamp, nonceStr, signature } = await deps.feishu.signIn.jssdkConfig(page);
    ctx.body = {
      appId,
      timestamp,
      nonceStr,
      signature,
      ...(jssdkUrl !== undefined && { sdkUrl: jssdkUrl }),
    };
  });
  return router;
}
