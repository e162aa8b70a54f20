import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { AppError, conflict } from '../errors.ts';

/** Which build a page is of: the name of its script, which changes with its content. */
const HEADER = 'x-mingqin-page';
const SCRIPT = /^[\w-]{1,80}\.js$/;

/** A page left open over an upgrade that asks for what is not as it was is told that it is old, not what it got wrong. */
export function tellOldPages(dir: string): Middleware {
  const isOld = async (script: string): Promise<boolean> =>
    SCRIPT.test(script) && !(await stat(join(dir, 'assets', script)).catch(() => null));
  return async function tellOldPage(ctx, next) {
    const script = ctx.get(HEADER);
    try {
      await next();
    } catch (error) {
      const isNotUnderstood = error instanceof AppError && error.code === 'invalid_input';
      throw isNotUnderstood && (await isOld(script)) ? conflict('page_outdated') : error;
    }
    // What is not understood is answered item by item, and a phone lets go of what was refused: it must not, of an old page.
    if (hasUnread(ctx.body) && (await isOld(script))) throw conflict('page_outdated');
    const isNoDoor = ctx.body === undefined && [404, 405].includes(ctx.status);
    if (isNoDoor && (await isOld(script))) throw conflict('page_outdated');
  };
}

const UnreadSchema = z.object({ receipts: z.array(z.object({ code: z.string().optional() })) });
const hasUnread = (body: unknown): boolean =>
  UnreadSchema.safeParse(body).data?.receipts.some(({ code }) => code === 'invalid') ?? false;
