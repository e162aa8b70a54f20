import { z } from 'zod';
import type { VisitsToday } from '../../contract/visit.ts';
import { getSetting } from '../../store/settings.ts';

/** What the company asks for at each visit (product M3): 1 = asked. A visit without it counts all the same, and nothing is ever refused. */
export const VisitAsksSchema = z.strictObject({
  askNote: z.int().min(0).max(1).default(0),
  /** Only of people who agreed to photos (trust R2). */
  askPhoto: z.int().min(0).max(1).default(0),
});
export const VISIT_ASKS_KEY = 'visit-asks';

export async function readVisitAsks(): Promise<NonNullable<VisitsToday['asks']>> {
  const { askNote, askPhoto } = VisitAsksSchema.parse((await getSetting(VISIT_ASKS_KEY)) ?? {});
  return { note: askNote === 1, photo: askPhoto === 1 };
}
