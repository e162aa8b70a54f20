import { z } from 'zod';
import { ClientIdSchema } from '../ingest.ts';
import { InsurancePaymentSchema } from '../non-compete.ts';
import { ExternalIdSchema } from '../place.ts';
import { ImportViewSchema, RecordKindSchema, RecordToPutSchema, type RecordKind } from '../records.ts';
import type { OpenApiTexts } from '../texts/open-api.zh.ts';
import type { KeyScope } from '../api-key.ts';
import { INSURANCE_EXAMPLE, RECORD_EXAMPLES } from './examples.ts';

export type FieldTexts = keyof OpenApiTexts['fields'];
type ReplyKind = keyof OpenApiTexts['replies'];
type Parameter = Readonly<{
  name: keyof OpenApiTexts['parameters'];
  in: 'path' | 'query';
  schema: z.ZodType;
}>;
type Body =
  | Readonly<{ type: 'application/json'; schema: z.ZodType; fields: FieldTexts; example: unknown }>
  | Readonly<{ type: 'text/csv' }>;

/** One thing another system may ask, as the doors in `http/` answer it. */
export type Operation = Readonly<{
  id: keyof OpenApiTexts['operations'];
  method: 'get' | 'put' | 'delete';
  path: string;
  tag: keyof OpenApiTexts['tags'];
  key: KeyScope;
  parameters: readonly Parameter[];
  body?: Body;
  replies: readonly Readonly<{ status: number; text: ReplyKind; schema?: z.ZodType; type?: 'text/csv' }>[];
}>;

/** Reply to a record that was taken; `notices` name what it refers to and nobody has put yet. */
export const PutReplySchema = z.strictObject({
  externalId: z.string(),
  result: z.enum(['created', 'updated', 'unchanged']),
  notices: z.array(z.strictObject({ field: z.string(), reason: z.string() })).optional(),
});

/** Reply to taking a record back; `absent`: there is none. */
export const WithdrawReplySchema = z.strictObject({
  externalId: z.string(),
  result: z.enum(['withdrawn', 'absent']),
});

const externalId: Parameter = { name: 'externalId', in: 'path', schema: ExternalIdSchema };
const importId: Parameter = { name: 'importId', in: 'path', schema: ClientIdSchema };
const refusals = (...statuses: readonly (400 | 401 | 404 | 409 | 413 | 415 | 429 | 503 | 507)[]) =>
  statuses.map((status) => ({ status, text: status }));
const putReplies = [
  { status: 201, text: 'created', schema: PutReplySchema },
  { status: 200, text: 'same', schema: PutReplySchema },
] as const;

const recordOf = (kind: RecordKind): z.ZodType =>
  RecordToPutSchema.options.find(({ shape }) => shape.kind.value === kind)?.shape.record ?? z.never();

const putRecord = (kind: RecordKind): Operation => ({
  id: kind,
  method: 'put',
  path: `/api/v1/records/${kind}/{externalId}`,
  tag: 'records',
  key: 'records',
  parameters: [externalId],
  body: {
    type: 'application/json',
    schema: recordOf(kind),
    fields: kind,
    example: RECORD_EXAMPLES[kind],
  },
  replies: [...putReplies, ...refusals(400, 401, 413, 415, 429, 503, 507)],
});

const WITHDRAW_IDS = {
  places: 'withdrawPlace',
  zones: 'withdrawZone',
  visits: 'withdrawVisit',
  orders: 'withdrawOrder',
  attendance: 'withdrawAttendance',
  anchors: 'withdrawAnchor',
  tasks: 'withdrawTask',
  targets: 'withdrawTarget',
  plans: 'withdrawPlan',
} as const satisfies Record<RecordKind, Operation['id']>;

const withdrawRecord = (kind: RecordKind): Operation => ({
  id: WITHDRAW_IDS[kind],
  method: 'delete',
  path: `/api/v1/records/${kind}/{externalId}`,
  tag: 'withdrawals',
  key: 'records',
  parameters: [externalId],
  replies: [
    { status: 200, text: 'withdrawn', schema: WithdrawReplySchema },
    ...refusals(400, 401, 429, 503, 507),
  ],
});

const Language = z.enum(['zh', 'en']);
/** Without it, that of who sent the file. */
const inLanguage = { name: 'language', in: 'query', schema: Language.optional() } as const;

/** Everything a key opens, in the order it is read. */
export const OPERATIONS: readonly Operation[] = [
  ...RecordKindSchema.options.map(putRecord),
  ...RecordKindSchema.options.map(withdrawRecord),
  {
    id: 'import',
    method: 'put',
    path: '/api/v1/records/imports/{importId}',
    tag: 'imports',
    key: 'records',
    parameters: [
      importId,
      { name: 'kind', in: 'query', schema: RecordKindSchema },
      { name: 'language', in: 'query', schema: Language.default('zh') },
    ],
    body: { type: 'text/csv' },
    replies: [
      { status: 200, text: 'import', schema: ImportViewSchema },
      ...refusals(400, 401, 404, 413, 415, 429, 503, 507),
    ],
  },
  {
    id: 'importProgress',
    method: 'get',
    path: '/api/v1/records/imports/{importId}',
    tag: 'imports',
    key: 'records',
    parameters: [importId, inLanguage],
    replies: [
      { status: 200, text: 'import', schema: ImportViewSchema },
      ...refusals(400, 401, 404, 429, 503, 507),
    ],
  },
  {
    id: 'importFaults',
    method: 'get',
    path: '/api/v1/records/imports/{importId}/faults.csv',
    tag: 'imports',
    key: 'records',
    parameters: [importId, inLanguage],
    replies: [{ status: 200, text: 'file', type: 'text/csv' }, ...refusals(400, 401, 404, 429, 503, 507)],
  },
  {
    id: 'insurance',
    method: 'put',
    path: '/api/v1/insurance-payments/{externalId}',
    tag: 'insurance',
    key: 'insurance',
    parameters: [externalId],
    body: {
      type: 'application/json',
      schema: InsurancePaymentSchema,
      fields: 'insurance',
      example: INSURANCE_EXAMPLE,
    },
    replies: [...putReplies, ...refusals(400, 401, 409, 413, 415, 429, 503, 507)],
  },
];
