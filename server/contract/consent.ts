import { z } from 'zod';
import { LadderSchema } from './ladder.ts';

/** One separate consent per kind of data (R2). */
export const ConsentKindSchema = z.enum(['location', 'photo', 'device_risk']);
export type ConsentKind = z.infer<typeof ConsentKindSchema>;

/** The words of a notice: purpose, necessity, effect, retention, who sees it, how to refuse (R4). */
const NoticeWordsSchema = z.strictObject({
  title: z.string(),
  what: z.string(),
  why: z.string(),
  effect: z.string(),
  retention: z.string(),
  viewers: z.string(),
  refusal: z.string(),
});
export type NoticeWords = z.infer<typeof NoticeWordsSchema>;

/** What a person is asked, as shown. */
export const NoticeSchema = NoticeWordsSchema.extend({
  kind: ConsentKindSchema,
  version: z.string(),
  /** SHA-256 of everything that is shown, in both languages. */
  hash: z.string(),
  /** The same in English, for reading; the Chinese words decide. */
  english: NoticeWordsSchema,
  /** Names of the collected fields this notice covers, as in the ingest contract. */
  fields: z.array(z.string()),
});
export type Notice = z.infer<typeof NoticeSchema>;

/** One row of GET /api/v1/consents. */
export const ConsentViewSchema = z.strictObject({
  kind: ConsentKindSchema,
  state: z.enum(['unasked', 'granted', 'declined', 'withdrawn', 'outdated']),
  at: z.iso.datetime().optional(),
  notice: NoticeSchema,
});
export const ConsentsViewSchema = z.strictObject({
  consents: z.array(ConsentViewSchema),
  /** Days for which the company keeps records of work; they rest on the code of conduct and need no consent. */
  recordDays: z.int(),
});
export type ConsentsView = z.infer<typeof ConsentsViewSchema>;

/** Body of POST /api/v1/consents: the answer to one notice, bound to the text that was shown. DELETE /api/v1/consents/:kind withdraws. */
export const ConsentAnswerSchema = z.strictObject({
  kind: ConsentKindSchema,
  version: z.string().min(1).max(40),
  hash: z.string().length(64),
  granted: z.boolean(),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswerSchema>;

/** Reply of GET /api/v1/policy: the adopted code of conduct and whether this person has acknowledged it. */
export const PolicyViewSchema = z.strictObject({
  version: z.string(),
  hash: z.string(),
  title: z.string(),
  /** Markdown subset: headings, paragraphs, lists. */
  body: z.string(),
  effectiveAt: z.iso.datetime(),
  /** A courtesy translation of the body; the Chinese text decides. */
  english: z.string().optional(),
  /** The rungs that a penalty goes by under this version. */
  ladder: LadderSchema,
  /** The version this person acknowledged before: what changed since is at /api/v1/policy/diff. */
  previousVersion: z.string().optional(),
  acknowledgedAt: z.iso.datetime().optional(),
});
export type PolicyView = z.infer<typeof PolicyViewSchema>;

/** Body of POST /api/v1/policy/acknowledgements. */
export const AcknowledgementSchema = z.strictObject({
  version: z.string().min(1).max(40),
  hash: z.string().length(64),
  language: z.enum(['zh', 'en']),
  readMs: z.number().int().min(0).max(86_400_000),
});
export type Acknowledgement = z.infer<typeof AcknowledgementSchema>;
