import type { Context } from 'koa';

/** Sends bytes somebody gave us so that no browser runs them: sniffing off, sandboxed, and as a download unless it is a picture. */
export function sendFile(
  ctx: Pick<Context, 'set' | 'type' | 'body'>,
  file: Readonly<{ type: string; content: Uint8Array; name: string }>,
): void {
  const isPicture = file.type === 'image/jpeg';
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-disposition', `${isPicture ? 'inline' : 'attachment'}; filename="${file.name}"`);
  ctx.type = file.type;
  ctx.body = Buffer.from(file.content);
}
