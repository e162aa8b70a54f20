import { z } from 'zod';
import { DaySchema as day } from './calendar.ts';
import { ClientIdSchema } from './ingest.ts';
import { StaffKindSchema } from './person.ts';
import { ExternalIdSchema } from './place.ts';
import { PuttingSchema } from './putting.ts';

const id = z.string().min(1).max(64);

/** Why somebody is put into a zone or taken out of it: the person reads it. 「离职」 is a whole reason. */
export const ZONE_REASON_MIN = 2;
const reason = z.string().trim().min(ZONE_REASON_MIN).max(200);

/** Body of POST /api/v1/zones/assignments; the same id again is the same assignment. */
export const ZoneAssignBodySchema = z.strictObject({
  id: ClientIdSchema,
  zoneId: ExternalIdSchema,
  personId: id,
  /** From this day on, where the person is; not before the day on which they are told. */
  fromDay: day,
  reason,
});
export type ZoneAssignBody = z.infer<typeof ZoneAssignBodySchema>;

/** Body of POST /api/v1/zones/assignments/:id/end. */
export const ZoneEndBodySchema = z.strictObject({
  /** The first day on which it holds no more; not before the day on which the person is told. */
  fromDay: day,
  reason,
});
export type ZoneEndBody = z.infer<typeof ZoneEndBodySchema>;

/** Body of POST /api/v1/zones/:id/withdraw; `seen` names the zone as it was looked at. */
export const ZoneWithdrawBodySchema = z.strictObject({ seen: id, why: reason });
export type ZoneWithdrawBody = z.infer<typeof ZoneWithdrawBodySchema>;

/** A region somebody may look at. */
export const RegionChoiceSchema = z.strictObject({ id: z.string(), name: z.string() });
export type RegionChoice = z.infer<typeof RegionChoiceSchema>;

const who = {
  personId: z.string(),
  name: z.string(),
  employeeNo: z.string(),
} as const;

/** An assignment made here. */
const AssignmentViewSchema = z.strictObject({
  id: z.string(),
  ...who,
  fromDay: day,
  /** The last day on which it holds, once it was ended. */
  lastDay: day.optional(),
  /** Absent once the person had it erased. */
  reason: z.string().optional(),
  byName: z.string(),
  /** `overruled`: a record of another system names the zone's people or this person, and counts instead. */
  state: z.enum(['now', 'coming', 'overruled']),
  mayEnd: z.boolean(),
});
export type AssignmentView = z.infer<typeof AssignmentViewSchema>;

const ZoneRowSchema = z.strictObject({
  /** Its number in the picture. */
  number: z.number().int(),
  id: z.string(),
  name: z.string(),
  /** Absent: of no region. */
  regionName: z.string().optional(),
  /** `record`: another system's record names its people, they are changed there; `console`: they are assigned here. */
  master: z.enum(['record', 'console']),
  /** Named by the record. */
  named: z.array(z.strictObject(who)),
  assigned: z.array(AssignmentViewSchema),
  /** People of the region without a zone of their own, for whom it counts. */
  regionStaff: z.number().int(),
  /** People of other regions in it; who they are is not the reader's to know. */
  others: z.number().int(),
  mayAssign: z.boolean(),
  /** Who put it, for whom may withdraw it; absent for everybody else. */
  hold: z.strictObject({ seen: z.string(), put: PuttingSchema }).optional(),
});
export type ZoneRow = z.infer<typeof ZoneRowSchema>;

/** Reply of GET /api/v1/zones: the zones of one region and who works in them. */
export const ZoneBoardSchema = z.strictObject({
  regions: z.array(RegionChoiceSchema),
  region: RegionChoiceSchema,
  today: day,
  /** The first day a change may begin on: the one on which people are told of it. */
  firstDay: day,
  zones: z.array(ZoneRowSchema),
  /** Whom the reader may assign. */
  staff: z.array(
    z.strictObject({
      ...who,
      kind: StaffKindSchema,
      /** By what their zones are theirs today. */
      ground: z.enum(['record', 'assignment', 'region', 'none']),
    }),
  ),
});
export type ZoneBoard = z.infer<typeof ZoneBoardSchema>;
