import { z } from 'zod';

const at = z.iso.datetime();

/** What can wait for somebody, each kind with a page of its own. */
export const WaitingKindSchema = z.enum([
  'alerts',
  'punches',
  'cases',
  'leads',
  'declarations',
  'flexible_shifts',
  'data_requests',
  'threshold_changes',
  'go_live',
  'samples',
]);
export type WaitingKind = z.infer<typeof WaitingKindSchema>;

/** How many of one kind, how many of them are late, and when the first one is due. */
const WaitingSchema = z.strictObject({
  kind: WaitingKindSchema,
  count: z.number().int().min(1),
  late: z.number().int().min(0),
  dueAt: at.optional(),
});
export type Waiting = z.infer<typeof WaitingSchema>;

/** One alert a manager has not answered: no name, no place (R12). */
const WaitingAlertSchema = z.strictObject({ id: z.string(), alertNo: z.string(), dueAt: at });

/** One request to be answered in the chat, as whoever is asked may read it: of nobody by name. */
const AskedSchema = z.strictObject({
  kind: z.enum(['declarations', 'flexible_shifts']),
  id: z.string(),
  dueAt: at.optional(),
});
export type Asked = z.infer<typeof AskedSchema>;

/** Reply of GET /api/v1/my/waiting: what waits for the one who asks, kinds without anything left out; one by one the first due first. */
export const WaitingViewSchema = z.strictObject({
  waiting: z.array(WaitingSchema),
  alerts: z.array(WaitingAlertSchema),
  asked: z.array(AskedSchema),
});
export type WaitingView = z.infer<typeof WaitingViewSchema>;
