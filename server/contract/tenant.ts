import { z } from 'zod';

const IdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const OpenIdSchema = z.string().regex(/^ou_[A-Za-z0-9]{1,60}$/);
const DaySchema = z.iso.date();
const NameSchema = z.string().min(1).max(100);

/** Wall time within a shift; hours above 23 mean the next day ("26:00" is 02:00). */
const ShiftTimeSchema = z.string().regex(/^([0-3]\d|4[0-7]):[0-5]\d$/);

export const TenantDepartmentSchema = z.strictObject({
  departmentId: IdSchema,
  openDepartmentId: z.string().regex(/^od-[A-Za-z0-9]{1,60}$/),
  name: NameSchema,
  /** departmentId of the parent, '0' for the root. */
  parentId: z.union([z.literal('0'), IdSchema]),
  /** userId of the head. */
  leaderUserId: IdSchema.optional(),
});

export const TenantUserSchema = z.strictObject({
  openId: OpenIdSchema,
  userId: IdSchema,
  unionId: z.string().regex(/^on_[A-Za-z0-9]{1,60}$/),
  name: NameSchema,
  employeeNo: z.string().min(1).max(64),
  /** Feishu's employee_type: 1 regular, 2 intern, 3 outsourced, 4 dispatched, 5 consultant, above: custom. */
  employeeType: z.int().min(1).max(1000),
  jobTitle: z.string().max(100),
  departmentIds: z.array(IdSchema).min(1).max(50),
  leaderUserId: IdSchema.optional(),
  joinDay: DaySchema.optional(),
  email: z.email().optional(),
});

export const TenantChatSchema = z.strictObject({
  chatId: z.string().regex(/^oc_[A-Za-z0-9]{1,60}$/),
  name: NameSchema,
  memberOpenIds: z.array(OpenIdSchema).max(500),
});

export const TenantShiftSchema = z.strictObject({
  shiftId: IdSchema,
  name: NameSchema,
  onTime: ShiftTimeSchema,
  offTime: ShiftTimeSchema,
  rests: z.array(z.strictObject({ start: ShiftTimeSchema, end: ShiftTimeSchema })).max(5),
});

export const TenantDailyShiftSchema = z.strictObject({ userId: IdSchema, day: DaySchema, shiftId: IdSchema });

/** A schedule without end; weekday 1 is Monday, 7 is Sunday. A daily shift of the same day wins. */
export const TenantWeeklyShiftSchema = z.strictObject({
  userId: IdSchema,
  shiftId: IdSchema,
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
});

export const TenantAbsenceSchema = z.strictObject({
  userId: IdSchema,
  kind: z.enum(['leave', 'trip', 'overtime']),
  startAt: z.iso.datetime({ offset: true }),
  endAt: z.iso.datetime({ offset: true }),
  reason: z.string().max(200).optional(),
});

export const TenantWidgetSchema = z.strictObject({
  id: IdSchema,
  name: NameSchema,
  type: z.enum(['input', 'textarea', 'number', 'amount', 'date', 'dateInterval', 'radioV2', 'checkboxV2']),
  required: z.boolean().optional(),
});

export const TenantApprovalDefinitionSchema = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  name: NameSchema,
  widgets: z.array(TenantWidgetSchema).max(50),
  /** Steps whose approver the applicant names; `node_approver_open_id_list[].key` is a nodeId of these. */
  nodes: z
    .array(z.strictObject({ nodeId: IdSchema, name: NameSchema }))
    .min(1)
    .max(10)
    .default([{ nodeId: 'approver', name: '审批' }]),
});

const PointSchema = z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });

/** A place on the map of the fake GPS; the tenant itself knows no places. */
export const TenantPlaceSchema = z.strictObject({
  kind: z.enum(['own_store', 'competitor', 'customer']),
  label: z.string().max(60),
  ...PointSchema.shape,
  radiusM: z.number().min(0).max(50_000),
});

export const TenantPersonaSchema = z.strictObject({
  openId: OpenIdSchema,
  /** How the switcher names the person, e.g. 王经理. */
  title: NameSchema,
  hint: z.string().max(200),
  /** Where this person's phone lies at first, WGS-84. */
  phoneAt: PointSchema.optional(),
});

export const TenantSketchSchema = z.strictObject({
  title: z.string().max(100),
  items: z
    .array(
      z.strictObject({
        kind: z.enum(['own_store', 'competitor', 'stay', 'customer']),
        label: z.string().max(60),
        /** Metres east and north of the sketch's origin. */
        xM: z.number().min(-100_000).max(100_000),
        yM: z.number().min(-100_000).max(100_000),
        /** Place radius, or the accuracy of a stay. */
        radiusM: z.number().min(0).max(50_000),
      }),
    )
    .max(60),
});

/** What a new sandbox tenant holds; used once, when its store is empty. */
export const TenantSeedSchema = z.strictObject({
  tenantKey: IdSchema,
  name: NameSchema,
  departments: z.array(TenantDepartmentSchema).max(1000),
  users: z.array(TenantUserSchema).max(10_000),
  chats: z.array(TenantChatSchema).max(500),
  shifts: z.array(TenantShiftSchema).max(200),
  dailyShifts: z.array(TenantDailyShiftSchema).max(100_000).default([]),
  weekly: z.array(TenantWeeklyShiftSchema).max(20_000).default([]),
  approvals: z.array(TenantAbsenceSchema).max(20_000).default([]),
  approvalDefinitions: z.array(TenantApprovalDefinitionSchema).max(50),
  personas: z.array(TenantPersonaSchema).min(1).max(20),
  tour: z.array(z.strictObject({ title: z.string().max(60), text: z.string().max(400) })).max(10),
  sketch: TenantSketchSchema,
  places: z.array(TenantPlaceSchema).max(500).default([]),
});

export type TenantSeed = z.input<typeof TenantSeedSchema>;
export type Tenant = z.infer<typeof TenantSeedSchema>;
export type TenantDepartment = z.infer<typeof TenantDepartmentSchema>;
export type TenantUser = z.infer<typeof TenantUserSchema>;
export type TenantChat = z.infer<typeof TenantChatSchema>;
export type TenantShift = z.infer<typeof TenantShiftSchema>;
export type TenantAbsence = z.infer<typeof TenantAbsenceSchema>;
export type TenantApprovalDefinition = z.infer<typeof TenantApprovalDefinitionSchema>;
