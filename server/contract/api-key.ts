import { z } from 'zod';
import { says, textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** What a key is good for; a key of one kind opens nothing of the other. */
export const KeyScopeSchema = z.enum(['records', 'insurance']);
export type KeyScope = z.infer<typeof KeyScopeSchema>;

/** Body of POST /api/v1/api-keys: which system the key is for, and what it may write. */
export const ApiKeyBodySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .refine((text) => /^[a-z0-9][a-z0-9-]{1,39}$/.test(text), says(rule.keyName)),
  scope: KeyScopeSchema,
});
export type ApiKeyBody = z.infer<typeof ApiKeyBodySchema>;

/** Reply to it: the key itself, this once. */
export type IssuedApiKey = Readonly<{ id: string; key: string }>;

/** Reply of GET /api/v1/api-keys: newest first; no reply ever holds a key again. */
export const ApiKeyListSchema = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      scope: KeyScopeSchema,
      createdAt: z.iso.datetime(),
      /** Name of who made it; absent when the server did. */
      createdBy: z.string().optional(),
      /** To the minute. */
      lastUsedAt: z.iso.datetime().optional(),
      revokedAt: z.iso.datetime().optional(),
    }),
  ),
});
export type ApiKeyList = z.infer<typeof ApiKeyListSchema>;
export const ApiKeyIdSchema = textLike(/^[0-9a-f]{16}$/, rule.givenId);
