import { z } from 'zod';
import { ConsentKindSchema } from './consent.ts';
import { DataTopicSchema } from './data-request.ts';

const id = z.string().min(1).max(300);
const at = z.iso.datetime();

/** Something that an older backup must not bring back. Ids, hashes and times: enough to do it again, and no word of anybody. */
export const StoneSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('consent'),
    personId: id,
    consent: ConsentKindSchema,
    state: z.enum(['withdrawn', 'declined']),
    version: id,
    hash: id,
    at,
  }),
  z.strictObject({ kind: z.literal('api_key'), hash: id, at }),
  z.strictObject({ kind: z.literal('leaver_link'), linkId: id, at }),
  z.strictObject({ kind: z.literal('store_screen'), screenId: id, at }),
  z.strictObject({
    kind: z.literal('authorisation'),
    agreementId: id,
    authorisationId: id,
    day: z.iso.date(),
    at,
  }),
  z.strictObject({
    kind: z.literal('erasure'),
    requestId: id,
    personId: id,
    topic: DataTopicSchema,
    day: z.iso.date().optional(),
    record: z.strictObject({ id, at }).optional(),
    submittedAt: at,
    byId: id,
    at,
  }),
]);
export type Stone = z.infer<typeof StoneSchema>;

/** One line of the list on disk; `sum` covers the line and, by `prev`, all before it. */
export const StoneLineSchema = z.strictObject({
  seq: z.int().positive(),
  stone: StoneSchema,
  prev: z.string(),
  sum: z.string(),
});

/** How many of each kind were done again after a restore. */
export const ReappliedSchema = z.strictObject({
  erasures: z.int(),
  consents: z.int(),
  apiKeys: z.int(),
  leaverLinks: z.int(),
  storeScreens: z.int(),
  authorisations: z.int(),
});
export type Reapplied = z.infer<typeof ReappliedSchema>;
