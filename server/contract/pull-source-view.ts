import { z } from 'zod';
import { sourceShape } from './pull-source.ts';
import { ImportFaultSchema, RecordKindSchema } from './records.ts';

/** Why a pull stopped: codes of the way there, then of what came back. */
export const PullFaultSchema = z.enum([
  'address_refused',
  'timeout',
  'tls',
  'network',
  'redirect',
  'too_large',
  'unauthorized',
  'throttled',
  'status',
  'token',
  'not_json',
  'no_rows',
  'too_many_rows',
  'other_origin',
  'paging_loop',
  'page_repeats',
  'too_many_pages',
  'secret_lost',
  'cursor_lost',
  'no_access',
  'no_table',
]);
export type PullFault = z.infer<typeof PullFaultSchema>;

const at = z.iso.datetime();
const count = z.int().min(0);
export const PullCountsSchema = z.strictObject({
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  refused: count,
  noticed: count,
  /** Records that were taken back. */
  withdrawn: count,
});
export type PullCounts = z.infer<typeof PullCountsSchema>;
const RunSchema = PullCountsSchema.extend({ startedAt: at, pages: count });
/** How a source fails: why the last attempt did, since when, and how many in a row. */
export const PullFailingSchema = z.strictObject({
  code: PullFaultSchema,
  status: z.int().optional(),
  at,
  sinceAt: at,
  attempts: z.int(),
});
export type PullFailing = z.infer<typeof PullFailingSchema>;
/** Why a pull that has ended does not say what is gone: it was stopped on its way, has rows whose id cannot be read, or found none. */
export const PullUnreadSchema = z.enum(['broken', 'blind', 'empty']);
export type PullUnread = z.infer<typeof PullUnreadSchema>;
export const PullSourceViewSchema = z.strictObject({
  ...sourceShape,
  secret: z.undefined().optional(),
  id: z.string(),
  version: z.int(),
  hasSecret: z.boolean(),
  isOn: z.boolean(),
  createdAt: at,
  createdBy: z.string(),
  /** The pull under way, or one that stopped and goes on from its page. */
  running: RunSchema.optional(),
  /** The last pull that came to its end. */
  last: RunSchema.extend({ endedAt: at, hasReport: z.boolean() }).optional(),
  /** So much is named no more that somebody has to say that it goes: `count` of the `all` records, found by pull `run`. */
  waiting: z.strictObject({ run: z.int(), at, count, all: count, isConfirmed: z.boolean() }).optional(),
  /** Its whole list was not read in one go so often that somebody has to know: nothing was taken back meanwhile. */
  unread: z.strictObject({ runs: z.int(), sinceAt: at, why: PullUnreadSchema }).optional(),
  failing: PullFailingSchema.optional(),
  nextAt: at.optional(),
});
export type PullSourceView = z.infer<typeof PullSourceViewSchema>;

/** Fields a record of each kind has, with their headings. */
export const PullKindFieldsSchema = z.record(
  RecordKindSchema,
  z.array(z.strictObject({ field: z.string(), zh: z.string(), en: z.string() })),
);
export type PullKindFields = z.infer<typeof PullKindFieldsSchema>;
/** Reply of GET /api/v1/pull-sources and of every change. */
export const PullSourceListSchema = z.strictObject({
  sources: z.array(PullSourceViewSchema),
  fields: PullKindFieldsSchema,
});
export type PullSourceList = z.infer<typeof PullSourceListSchema>;

/** Reply of a try: one page, nothing stored. */
export const PullPreviewSchema = z.strictObject({
  fault: z.strictObject({ code: PullFaultSchema, status: z.int().optional() }).optional(),
  /** Rows on the page; the first of them are shown. */
  count,
  hasNext: z.boolean(),
  rows: z.array(
    z.strictObject({
      row: z.int(),
      externalId: z.string(),
      record: z.string(),
      /** The row says that it is void. */
      isVoid: z.boolean(),
      faults: z.array(ImportFaultSchema),
      notices: z.array(ImportFaultSchema),
    }),
  ),
  /** What the first row holds, by dotted path. */
  paths: z.array(z.strictObject({ path: z.string(), value: z.string() })),
});
export type PullPreview = z.infer<typeof PullPreviewSchema>;
