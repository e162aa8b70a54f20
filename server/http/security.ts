import helmet from 'koa-helmet';
import type { Context, Middleware } from 'koa';

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
      if (ctx.response.is('json')) keepForData(ctx);
    },
  ];
}

/** What a browser heeds of a document only; with a phone's small replies it would be most of the bytes. */
const FOR_DOCUMENTS = [
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'permissions-policy',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

/** Data is no page: nothing may run or be shown in it. */
function keepForData(ctx: Context): void {
  for (const header of FOR_DOCUMENTS) ctx.remove(header);
  ctx.set('content-security-policy', "default-src 'none';frame-ancestors 'none'");
}
