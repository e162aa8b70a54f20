import { z } from 'zod';
import { StaffKindSchema } from './person.ts';
import { RegionChoiceSchema } from './zones.ts';

const at = z.iso.datetime();

/** A planned visit or a waybill task, by name and time alone. */
const stop = {
  kind: z.enum(['visit', 'pickup', 'drop', 'wait']),
  /** Absent where no place of the company's is near a task. */
  name: z.string().optional(),
  window: z.strictObject({ fromAt: at, toAt: at }).optional(),
} as const;

/** Why a stop cannot be met as planned: its window, the shift's end, its pickup, no known place, too many stops, or only late. */
export const PlanTroubleSchema = z.enum(['window', 'shift', 'pickup', 'place', 'many', 'late']);
export type PlanTrouble = z.infer<typeof PlanTroubleSchema>;

const DayPlanRowSchema = z.strictObject({
  personId: z.string(),
  name: z.string(),
  employeeNo: z.string(),
  kind: StaffKindSchema,
  /** No working time is planned for today. */
  isOff: z.boolean(),
  zones: z.array(z.string()),
  stops: z.number().int(),
  /** Logged visits, and tasks the person ticked off. */
  done: z.number().int(),
  troubles: z.array(
    z.strictObject({ ...stop, why: PlanTroubleSchema, lateMin: z.number().int().optional() }),
  ),
});
export type DayPlanRow = z.infer<typeof DayPlanRowSchema>;

/** Reply of GET /api/v1/day-plans: what records send a region's people to today. Neither a position nor a place of anybody is in it. */
export const DayPlanBoardSchema = z.strictObject({
  regions: z.array(RegionChoiceSchema),
  region: RegionChoiceSchema,
  day: z.iso.date(),
  /** Who has stops today; those whose plan cannot be met first. */
  people: z.array(DayPlanRowSchema),
  /** Reps and riders at work today without any stop. */
  free: z.array(z.strictObject({ personId: z.string(), name: z.string(), kind: StaffKindSchema })),
  /** Whether the region has a zone that somebody could be put into. */
  hasZones: z.boolean(),
  /** Absent while nobody of the region has a zone. */
  outside: z
    .strictObject({
      /** Stops of today that lie in nobody's zone. */
      stops: z.array(z.strictObject({ ...stop, personName: z.string() })),
      /** Customers of the region that lie in nobody's zone: how many, and the first of them. */
      customers: z.number().int(),
      customerNames: z.array(z.string()),
    })
    .optional(),
});
export type DayPlanBoard = z.infer<typeof DayPlanBoardSchema>;
