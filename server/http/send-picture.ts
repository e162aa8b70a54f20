import type { ParameterizedContext } from 'koa';
import { z } from 'zod';

export const PictureSizeSchema = z.enum(['wide', 'narrow']).default('wide');

/** Sends a drawing; its style stands in the picture itself, and nothing else may come from anywhere. */
export function sendPicture(ctx: ParameterizedContext, svg: string): void {
  ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  ctx.type = 'image/svg+xml';
  ctx.body = svg;
}
