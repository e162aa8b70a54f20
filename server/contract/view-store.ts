import { z } from 'zod';
import { LngLatSchema } from './geo.ts';

const at = z.iso.datetime();

/** Reply of GET /api/v1/store-code (the store's manager) and GET /api/v1/screen-code (the store's screen, by its key). */
export const StoreCodeViewSchema = z.strictObject({
  /** Text of the QR picture; the same as six digits for typing. */
  scan: z.string(),
  typed: z.string(),
  placeName: z.string(),
  now: at,
  /** When the next code follows. */
  endsAt: at,
  /** When the store's screen last asked for a code. */
  screenSeenAt: at.optional(),
});
export type StoreCodeView = z.infer<typeof StoreCodeViewSchema>;

/** An overtime request as its person and the manager in charge see it. */
export const OvertimeViewSchema = z.strictObject({
  id: z.string(),
  personName: z.string().optional(),
  startAt: at,
  endAt: at,
  reason: z.string(),
  status: z.enum(['pending', 'approved', 'declined']),
  note: z.string().optional(),
});
export type OvertimeView = z.infer<typeof OvertimeViewSchema>;
/** Reply of GET /api/v1/overtime/to-decide and GET /api/v1/my/overtime. */
export const OvertimeListSchema = z.strictObject({ requests: z.array(OvertimeViewSchema) });

/** A 在岗确认 that waits for its person. */
export const PresenceViewSchema = z.strictObject({ id: z.string(), answerBy: at });

/** A customer planned for today. */
export const PlannedVisitViewSchema = z.strictObject({ name: z.string(), center: LngLatSchema });
