import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Middleware } from 'koa';

/** One path segment after another, each plain: nothing climbs, nothing is hidden, nothing is encoded. */
const PLAIN_PATH = /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;
const HOMES: Readonly<Record<string, string>> = {
  '/': '/h5/',
  '/h5': '/h5/',
  '/console': '/console/',
  '/screen': '/screen/',
  '/leaver': '/leaver/',
  '/lead': '/lead/',
};
const DAY_S = 86_400;
/** What is behind the name of a file that the build has packed beside it. */
export const PACKED = '.br';

/**
 * The built pages: the phone app at /h5/, the console at /console/, a store's screen at /screen/, the door for leavers at /leaver/, the form for leads at /lead/, their files at /assets/ with names that change with content.
 */
export function staticFiles(dir: string): Middleware {
  return async function serveFile(ctx, next) {
    if (!['GET', 'HEAD'].includes(ctx.method)) return next();
    const home = HOMES[ctx.path];
    if (home !== undefined) return ctx.redirect(home);
    const [, area] = /^\/(h5|console|screen|leaver|lead|assets)(\/|$)/.exec(ctx.path) ?? [];
    if (area === undefined) return next();
    const path = ctx.path === `/${area}/` ? `/${area}/index.html` : ctx.path;
    if (!PLAIN_PATH.test(path)) return next();
    const file = join(dir, path);
    const size = await sizeOf(file);
    if (size === null) return next();
    const isLasting = area === 'assets';
    ctx.set('cache-control', isLasting ? `public, max-age=${365 * DAY_S}, immutable` : 'no-cache');
    ctx.type = extname(file);
    const packed = ctx.acceptsEncodings('br') === 'br' ? await sizeOf(file + PACKED) : null;
    if (packed !== null) ctx.set('content-encoding', 'br');
    ctx.length = packed ?? size;
    ctx.body = createReadStream(packed === null ? file : file + PACKED);
    return undefined;
  };
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? found.size : null;
}
