import helmet from 'koa-helmet';
import type { Middleware } from 'koa';

export type SecurityOptions = Readonly<{
  /** Origins that may show our pages in a frame. */
  frameAncestors: readonly string[];
  secureCookies: boolean;
  /** Address of the chat app's page SDK, where pages have to load it. */
  jssdkUrl?: string;
}>;

/** Security headers of every reply (trust 2.1): our own code only, framed only by whom the options name. */
export function securityHeaders({ frameAncestors, secureCookies, jssdkUrl }: SecurityOptions): Middleware[] {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...(jssdkUrl === undefined ? [] : [new URL(jssdkUrl).origin])],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'", ...frameAncestors],
      },
    },
    strictTransportSecurity: secureCookies ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  return [
    headers,
    async function featuresAndCaching(ctx, next) {
      ctx.set('permissions-policy', 'geolocation=(self), camera=(self), microphone=()');
      // Replies are about people; only built files say otherwise.
      ctx.set('cache-control', 'no-store');
      await next();
    },
  ];
}
