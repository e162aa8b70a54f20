import { z } from 'zod';
import { PlatformFault, readFields } from './fault.ts';
import { parseCard } from './im-content.ts';
import { replaceCard } from './replace-card.ts';
import type { Call, Route } from './router.ts';
import type { TenantState } from './tenant.ts';

const maxUses = 2;
const UpdateSchema = z.object({ token: z.string(), card: z.record(z.string(), z.unknown()) });

/** The delayed update of a card: 30 minutes, two uses, only after the callback was answered. */
export function cardUpdateRoutes(state: TenantState): Route[] {
  const handle = (call: Call): Record<string, never> => {
    const { token, card } = readFields(UpdateSchema, call.body);
    const row = state.updateTokens.get(token);
    if (row === undefined || row.expiresAtMs <= state.wallMs())
      throw new PlatformFault(300060, 'invalid or expired card update token');
    if (!row.replied) throw new PlatformFault(300060, 'the callback has not been answered yet');
    if (row.uses >= maxUses) throw new PlatformFault(300060, 'the card update token was used twice');
    applyCard(state, row.messageId, card);
    state.updateTokens.set(token, { ...row, uses: row.uses + 1 });
    return {};
  };
  return [{ method: 'POST', path: '/open-apis/interactive/v1/card/update', auth: 'tenant', handle }];
}

/** Puts a checked card in place of the one a message shows. */
export function applyCard(state: TenantState, messageId: string, json: unknown): void {
  const message = state.messages.get(messageId);
  if (message === undefined) throw new PlatformFault(230001, 'invalid message_id');
  const content = JSON.stringify(json);
  replaceCard(state, message, { content, card: parseCard(state, json, Buffer.byteLength(content)) });
}
