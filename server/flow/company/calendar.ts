import { z } from 'zod';
import type { CalendarOverrides } from '../../domain/calendar.ts';
import { isYearAnnounced } from '../../domain/chinese-days.ts';
import type { ClockZone } from '../../domain/case/clocks.ts';
import { dayOf } from '../../domain/time.ts';
import { forbidden } from '../../errors.ts';
import { getSetting, saveSettingField } from '../../store/settings.ts';
import type { Actor, Deps } from '../deps.ts';

const OverridesSchema = z.record(z.iso.date(), z.enum(['work', 'rest']).nullable());
const KEY = 'calendar-overrides';

/** The zone clocks are counted in, with the company's own working and rest days. */
export async function zoneOf({ timeZone }: { timeZone: string }): Promise<ClockZone> {
  return zoneWith(await ownDays(), { timeZone });
}

export function zoneWith(overrides: CalendarOverrides, { timeZone }: { timeZone: string }): ClockZone {
  return Object.keys(overrides).length === 0 ? { timeZone } : { timeZone, overrides };
}

/** The company's own days; they win over the public calendar. */
export async function ownDays(): Promise<CalendarOverrides> {
  const stored = Object.entries(OverridesSchema.parse((await getSetting(KEY)) ?? {}));
  return Object.fromEntries(stored.flatMap(([day, kind]) => (kind === null ? [] : [[day, kind]])));
}

/** This year and the next, and whether the State Council has announced their holidays. */
export function yearsOf(deps: Deps, timeZone: string): { year: number; announced: boolean }[] {
  const year = Number(dayOf(deps.now(), timeZone).slice(0, 4));
  return [year, year + 1].map((one) => ({ year: one, announced: isYearAnnounced(String(one)) }));
}

/** Sets one day; every running clock follows with the next sweep. */
export async function setOwnDay(
  deps: Deps,
  actor: Actor,
  { day, kind }: Readonly<{ day: string; kind: 'work' | 'rest' | null }>,
): Promise<void> {
  if (!actor.roles.includes('hr_lead') && !actor.roles.includes('admin')) throw forbidden('not_your_role');
  const at = deps.now();
  const entry = {
    at,
    actorId: actor.personId,
    action: 'calendar.set',
    subject: `settings:${KEY}`,
    to: `${day} ${kind ?? 'public'}`,
  };
  await saveSettingField(KEY, day, kind, [{ id: `${KEY}:${day}:${+at}`, kind: 'audit', entry }]);
  await deps.enqueue({ name: 'relay' });
}
