import { z } from 'zod';
import { says, textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

const HEADER = /^[A-Za-z0-9-]{1,60}$/;
const OWN_HEADERS = ['host', 'content-length', 'connection', 'transfer-encoding', 'cookie', 'upgrade'];
/** How we say who we are; the secret goes beside it and is never answered. */
export const PullAuthSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** A table of the chat platform itself, read with the app's own token; the address is the table's link, its pages need no telling. */
  z.strictObject({ kind: z.literal('feishu') }),
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({
    kind: z.literal('header'),
    name: textLike(HEADER, rule.headerName).refine(
      (name) => !OWN_HEADERS.includes(name.toLowerCase()),
      says(rule.ownHeader),
    ),
  }),
  z.strictObject({
    kind: z.literal('basic'),
    user: z
      .string()
      .min(1)
      .max(200)
      .refine((user) => !user.includes(':'), says(rule.noColon)),
  }),
  z.strictObject({
    kind: z.literal('oauth2'),
    tokenUrl: z.url({ protocol: /^https?$/ }).max(500),
    clientId: z.string().min(1).max(200),
    scope: z.string().max(300).optional(),
  }),
]);
export type PullAuth = z.infer<typeof PullAuthSchema>;
export const needsSecret = ({ kind }: Pick<PullAuth, 'kind'>): boolean =>
  kind !== 'none' && kind !== 'feishu';
