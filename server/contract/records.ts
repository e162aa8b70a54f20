import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { DatumSchema, RecordPointSchema } from './geo.ts';
import { ExternalIdSchema, PlaceRecordSchema, ZoneRecordSchema } from './place.ts';
import { faultNamed } from './texts/record-faults.ts';
import { whenRight } from './when-right.ts';

/** Records other systems hand in, each under its own id: putting the same one again changes nothing. */
export const WORK_RECORD_KINDS = [
  'visits',
  'orders',
  'attendance',
  'anchors',
  'tasks',
  'targets',
  'plans',
] as const;
export const RecordKindSchema = z.enum(['places', 'zones', ...WORK_RECORD_KINDS]);
export type RecordKind = z.infer<typeof RecordKindSchema>;
export type WorkRecordKind = (typeof WORK_RECORD_KINDS)[number];

const Instant = z.iso.datetime({ offset: true });
const instant = z
  .string()
  .refine((text) => Instant.safeParse(text).success, faultNamed('instant'))
  .meta({ format: 'date-time' });
const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;
const employeeNo = z.string().trim().min(1).max(64);
const HOUR_MS = 3_600_000;
/** As `recordFaultTexts.span` says. */
const MAX_SPAN_H = 24;

const span = { startAt: instant, endAt: instant };
const isSpan = ({ startAt, endAt }: { startAt: string; endAt: string }): boolean => {
  const ms = Date.parse(endAt) - Date.parse(startAt);
  return ms >= 0 && ms <= MAX_SPAN_H * HOUR_MS;
};
const spanFault = { path: ['endAt'], ...faultNamed('span'), ...whenRight(z.object(span)) };

/** A customer visit a person logged (CRM). `customerId` is the external id of a place. */
const VisitRecordSchema = z
  .strictObject({
    employeeNo,
    customerId: ExternalIdSchema,
    ...span,
    purpose: z.enum(['sales', 'display', 'collection', 'service', 'survey']).optional(),
  })
  .refine(isSpan, spanFault);

/** An order (ERP); a return has a negative amount. Money in fen. */
const OrderRecordSchema = z.strictObject({
  customerId: ExternalIdSchema,
  /** Whose sale it is. */
  bookedTo: employeeNo,
  at: instant,
  amountFen: z.number().int().min(-1e12).max(1e12),
  channel: z.enum(['rep', 'self', 'distributor', 'key_account']).optional(),
});

/** A clock-in or -out of another attendance system. It carries no position: what we hold of those comes from the phone under R1 and R2. */
const AttendanceRecordSchema = z.strictObject({
  employeeNo,
  kind: z.enum(['in', 'out']),
  at: instant,
  placeId: ExternalIdSchema.optional(),
  deviceId: z.string().min(1).max(128).optional(),
  /** 0 = nothing noticed; what that system says of the device otherwise. */
  riskFlag: z.number().int().min(0).max(255).optional(),
});

/** A log-in at a till, a waybill scan or a customer's sign-off: it proves where the person was; without a place, that the person worked. */
const AnchorRecordSchema = z.strictObject({
  employeeNo,
  kind: z.enum(['pos', 'scan', 'signoff']),
  at: instant,
  placeId: ExternalIdSchema.optional(),
});

/** A waybill task: where and when the job itself sends a rider. */
const TaskRecordSchema = z
  .strictObject({
    employeeNo,
    kind: z.enum(['pickup', 'drop', 'wait']),
    point: RecordPointSchema,
    datum: DatumSchema,
    ...span,
    /** Joins a pickup with its drop. */
    waybillId: ExternalIdSchema.optional(),
  })
  .refine(isSpan, spanFault);

/** What a person is to sell in a month. */
const TargetRecordSchema = z.strictObject({
  employeeNo,
  month: z
    .string()
    .refine((text) => MONTH.test(text), faultNamed('month'))
    .meta({ pattern: MONTH.source }),
  amountFen: z.number().int().min(0).max(1e12),
});

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const clock = z
  .string()
  .refine((text) => CLOCK.test(text), faultNamed('clock'))
  .meta({ pattern: CLOCK.source });

/** HH:MM in the person's zone; both or neither. */
const clocks = { fromTime: clock.optional(), toTime: clock.optional() };

/** A customer a person is to visit on a day, with its place in the day's order and, where agreed, when it may begin and how long it takes. */
const PlanRecordSchema = z
  .strictObject({
    employeeNo,
    customerId: ExternalIdSchema,
    day: DaySchema,
    orderNo: z.number().int().min(1).max(200),
    ...clocks,
    stayMin: z.number().int().min(1).max(480).optional(),
  })
  .refine(
    ({ fromTime, toTime }) =>
      fromTime === undefined ? toTime === undefined : toTime !== undefined && fromTime <= toTime,
    { path: ['toTime'], ...faultNamed('clocks'), ...whenRight(z.object(clocks)) },
  );

const recordOf = <Kind extends RecordKind, Body extends z.ZodType>(kind: Kind, record: Body) =>
  z.strictObject({ kind: z.literal(kind), externalId: ExternalIdSchema, record });

/** One record of any kind under its own id; `record` is the body of PUT /api/v1/records/:kind/:externalId. */
export const RecordToPutSchema = z.discriminatedUnion('kind', [
  recordOf('places', PlaceRecordSchema),
  recordOf('zones', ZoneRecordSchema),
  recordOf('visits', VisitRecordSchema),
  recordOf('orders', OrderRecordSchema),
  recordOf('attendance', AttendanceRecordSchema),
  recordOf('anchors', AnchorRecordSchema),
  recordOf('tasks', TaskRecordSchema),
  recordOf('targets', TargetRecordSchema),
  recordOf('plans', PlanRecordSchema),
]);
export type RecordToPut = z.infer<typeof RecordToPutSchema>;

/** What happened to one row of a file; `row` counts from 1 below the header. */
export const ImportFaultSchema = z.strictObject({
  row: z.number().int(),
  field: z.string(),
  reason: z.string(),
});
export type ImportFault = z.infer<typeof ImportFaultSchema>;

/** Reply of the import door and of asking how far it is. */
export const ImportViewSchema = z.strictObject({
  importId: z.string(),
  kind: RecordKindSchema,
  status: z.enum(['running', 'finished', 'failed']),
  startedAt: z.string(),
  /** Rows handled so far. */
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** Records taken that refer to something nobody has put yet, take the place of a row before them, or leave standing what was changed by hand. */
  noticed: z.number().int(),
  /** Why a failed import stopped; what came before it is kept. */
  why: z.string().optional(),
  /** The first refused rows; all of them are in the file of errors. */
  faults: z.array(ImportFaultSchema),
  /** The first of what is noticed, with the rows it concerns. */
  notices: z.array(ImportFaultSchema),
});
export type ImportView = z.infer<typeof ImportViewSchema>;

/** One import among the last ones: a file of somebody, one that came with a key, or what a source was asked for. */
export const ImportLineSchema = ImportViewSchema.omit({ faults: true, notices: true }).extend({
  /** Records that a source took back. */
  withdrawn: z.number().int(),
  from: z.enum(['console', 'key', 'source']),
  /** The person's name, or that of the key or the source. */
  by: z.string(),
});
export type ImportLine = z.infer<typeof ImportLineSchema>;
/** Reply of GET /api/v1/imports, newest first. */
export const ImportListSchema = z.strictObject({ imports: z.array(ImportLineSchema) });
export type ImportList = z.infer<typeof ImportListSchema>;
