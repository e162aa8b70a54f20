import type { Context } from 'koa';
import type { KeyScope } from '../contract/api-key.ts';
import { noKey } from '../errors.ts';
import { findKeyOwner } from '../flow/company/api-key.ts';
import type { Deps } from '../flow/deps.ts';

/** Who writes with the key a request brings, as `key:` and its name; the scheme may be written in either case (RFC 9110, 11.1). */
export async function keyOwnerOf(deps: Deps, ctx: Pick<Context, 'get'>, scope: KeyScope): Promise<string> {
  const [, key] = /^bearer +(mq_[\w-]{43})$/i.exec(ctx.get('authorization')) ?? [];
  const owner = key === undefined ? null : await findKeyOwner(deps, key, scope);
  if (!owner) throw noKey();
  return `key:${owner.name}`;
}
