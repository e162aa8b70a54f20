import { z } from 'zod';

/** Every job on the queue: name and payload, parsed before its handler runs. A job is a hint; the minute sweep finds lost work. */
export const JobSchema = z.discriminatedUnion('name', [
  /** Re-judge one person's dirty shifts after ingest settles. */
  z.strictObject({ name: z.literal('detect'), personId: z.string() }),
  /** Send what documents hold in `pending`. */
  z.strictObject({ name: z.literal('relay') }),
  /** Find unfinished work and due clocks from the data, each minute. */
  z.strictObject({ name: z.literal('sweep') }),
  /** Handle the platform events that wait. */
  z.strictObject({ name: z.literal('event') }),
  /** Run a draft of thresholds or a rule over the stored history. */
  z.strictObject({ name: z.literal('replay'), replayId: z.uuidv7() }),
  /** Send what waits for other systems. */
  z.strictObject({ name: z.literal('webhook') }),
  /** Ask other systems for records. */
  z.strictObject({ name: z.literal('pull') }),
  z.strictObject({ name: z.literal('sync-org') }),
  z.strictObject({ name: z.literal('pull-schedule') }),
]);
export type Job = z.infer<typeof JobSchema>;
export type JobName = Job['name'];
