import { z } from 'zod';
import type { ClockZone } from '../domain/case/clocks.ts';
import { getSetting } from '../store/settings.ts';

const OverridesSchema = z.record(z.iso.date(), z.enum(['work', 'rest']));
const KEY = 'calendar-overrides';

/** The zone clocks are counted in, with the company's own working and rest days. */
export async function zoneOf({ timeZone }: { timeZone: string }): Promise<ClockZone> {
  const stored = await getSetting(KEY);
  return stored === undefined ? { timeZone } : { timeZone, overrides: OverridesSchema.parse(stored) };
}
