import { z } from 'zod';
import { RecordKindSchema } from './records.ts';
import { tableLinkOf } from './table-link.ts';
import { ClockSchema as clock, DaySchema as day } from './calendar.ts';
import { PullAuthSchema } from './pull-auth.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';
import type { Sentence } from './texts/sentence.ts';

const isOneLine = (text: string): boolean => /^[^\r\n\0]*$/.test(text);
const path = z.string().trim().min(1).max(200).refine(isOneLine, says(rule.oneLine));
export const PLACEHOLDERS = ['since', 'page', 'cursor'] as const;

/** How a value of theirs becomes one of ours; what cannot be read so stays as it is, and the record's own rules say what is allowed. */
export const PullReadSchema = z.enum(['as_is', 'time', 'day', 'yuan']);
export type PullRead = z.infer<typeof PullReadSchema>;
/** One field of ours: from a dotted path in their row, or the same for every row. `values` puts our word in the place of theirs. */
export const PullFieldSchema = z.union([
  z.strictObject({
    field: z.string().min(1).max(40),
    from: path,
    read: PullReadSchema.default('as_is'),
    values: z
      .array(z.strictObject({ theirs: z.string().max(100), ours: z.string().max(100) }))
      .max(50)
      .optional(),
  }),
  z.strictObject({ field: z.string().min(1).max(40), constant: z.string().trim().min(1).max(200) }),
]);
export type PullField = z.infer<typeof PullFieldSchema>;

/** How one page leads to the next; `size` = rows of a full page, so that a page with fewer is the last. */
export const PagingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('page'),
    first: z.int().min(0).max(1),
    size: z.int().min(1).max(5_000).optional(),
  }),
  z.strictObject({ kind: z.literal('cursor'), path }),
  z.strictObject({ kind: z.literal('link'), path }),
]);
export type Paging = z.infer<typeof PagingSchema>;

/** Which field of theirs says that a row is void, and the words that mean it: `status` = `cancelled`, `is_deleted` = `true`. */
export const VoidWhenSchema = z.strictObject({
  from: path,
  values: z.array(z.string().trim().min(1).max(100)).min(1).max(20),
});
export type VoidWhen = z.infer<typeof VoidWhenSchema>;

export const SinceFormatSchema = z.enum(['iso', 'local', 'unix_s', 'unix_ms']);
export type SinceFormat = z.infer<typeof SinceFormatSchema>;

/** What a source is told to do. */
export const sourceShape = {
  name: z.string().trim().min(2).max(60),
  kind: RecordKindSchema,
  url: z
    .string()
    .trim()
    .max(1_000)
    .refine((url) => isTemplate(url), says(rule.sourceAddress)),
  paging: PagingSchema,
  /** Dotted path to the list of rows; empty = the reply is the list. */
  rowsPath: z.string().trim().max(200),
  auth: PullAuthSchema,
  /** Write-only; absent = the one that is kept. */
  secret: z
    .string()
    .min(1)
    .max(2_000)
    .refine(isOneLine, says(rule.oneLine))
    .refine((secret) => /\S/.test(secret), says(rule.notBlank))
    .optional(),
  fields: z.array(PullFieldSchema).min(1).max(30),
  /** Rows that take their record back. */
  voidWhen: VoidWhenSchema.optional(),
  /** Every pull brings all there is: what no row names any more is gone. */
  isWhole: z.boolean().optional(),
  since: SinceFormatSchema,
  /** The first pull asks for what has changed from this day on. */
  fromDay: day.optional(),
  everyMin: z.int().min(5).max(10_080),
  /** No pull begins or goes on in this time of the company's day; may go over midnight. */
  quiet: z.strictObject({ from: clock, to: clock }).optional(),
};
type Body = z.infer<z.ZodObject<typeof sourceShape>>;

const RULES: readonly (readonly [(body: Body) => boolean, string, Sentence])[] = [
  [({ url, fromDay }) => !url.includes('{since}') || fromDay !== undefined, 'fromDay', rule.neededForSince],
  [({ isWhole = false, url }) => !isWhole || !url.includes('{since}'), 'isWhole', rule.notWithSince],
  [({ url, paging }) => paging.kind !== 'page' || url.includes('{page}'), 'url', rule.noPage],
  [({ url, paging }) => paging.kind !== 'cursor' || url.includes('{cursor}'), 'url', rule.noCursor],
  [({ auth, url }) => auth.kind !== 'feishu' || tableLinkOf(url) !== null, 'url', rule.noTableLink],
  [({ auth, paging }) => auth.kind !== 'feishu' || paging.kind === 'none', 'paging', rule.mustBeNone],
  [({ auth, rowsPath }) => auth.kind !== 'feishu' || rowsPath === '', 'rowsPath', rule.mustBeEmpty],
  [({ fields }) => fields.some(({ field }) => field === 'externalId'), 'fields', rule.needsExternalId],
  [
    ({ fields }) => new Set(fields.map(({ field }) => field)).size === fields.length,
    'fields',
    rule.fieldTwice,
  ],
];
const checked = <T extends z.ZodType<Body>>(schema: T): T =>
  RULES.reduce<T>(
    (one, [isMet, at, sentence]) => one.refine(isMet, { path: [at], ...says(sentence) }),
    schema,
  );

/** Body of POST /api/v1/pull-sources, and of a try before it is stored. */
export const PullSourceBodySchema = checked(z.strictObject(sourceShape));
export type PullSourceBody = z.infer<typeof PullSourceBodySchema>;
/** What is asked for and how, of a source or of its view; never the secret. */
export function pullBodyOf(source: PullSourceBody): Omit<PullSourceBody, 'secret'> {
  const {
    name,
    kind,
    url,
    paging,
    rowsPath,
    auth,
    fields,
    since,
    fromDay,
    everyMin,
    quiet,
    voidWhen,
    isWhole,
  } = source;
  return {
    name,
    kind,
    url,
    paging,
    rowsPath,
    auth,
    fields,
    since,
    everyMin,
    ...(fromDay !== undefined && { fromDay }),
    ...(quiet && { quiet }),
    ...(voidWhen && { voidWhen }),
    ...(isWhole !== undefined && { isWhole }),
  };
}
export const PullSourceChangeSchema = checked(
  z.strictObject({ ...sourceShape, isOn: z.boolean(), version: z.int().min(0).max(1_000_000) }),
);
export type PullSourceChange = z.infer<typeof PullSourceChangeSchema>;
/** Body of POST /api/v1/pull-sources/try; `id` names the source whose kept secret is meant. */
export const PullTrySchema = checked(
  z.strictObject({ ...sourceShape, id: z.uuid().optional(), language: z.enum(['zh', 'en']) }),
);
export type PullTry = z.infer<typeof PullTrySchema>;
export const PullSourceIdSchema = z.uuid();
/** Body of POST /api/v1/pull-sources/:id/take-back: of which pull the list was that somebody saw. */
export const PullTakeBackSchema = z.strictObject({ run: z.int().min(1).max(1e9) });

/** An http(s) address with our placeholders only, and none before its path. */
function isTemplate(url: string): boolean {
  const filled = PLACEHOLDERS.reduce((text, name) => text.replaceAll(`{${name}}`, '0'), url);
  if (/[{}\s]/.test(filled) || !URL.canParse(filled)) return false;
  const { protocol, hash } = new URL(filled);
  const [origin = ''] = /^https?:\/\/[^/?#]*/.exec(url) ?? [];
  return /^https?:$/.test(protocol) && hash === '' && origin !== '' && !origin.includes('{');
}
