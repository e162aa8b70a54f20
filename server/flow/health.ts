import { z } from 'zod';
import type { AppError } from '../errors.ts';
import { dayOf } from '../domain/time.ts';
import { adminHealthCard, healthParts, type HealthPart } from '../feishu/cards/admin-health-card.ts';
import { getTimeZone } from '../store/org-mapping.ts';
import type { Pending } from '../store/pending.ts';
import { findPeopleWithRole } from '../store/people.ts';
import { getSetting, saveSettingField } from '../store/settings.ts';
import { toPerson, type OutgoingCard } from './card/card-parts.ts';
import type { Deps } from './deps.ts';

const KEY = 'health';
const MAX_RECEIVERS = 5;
const QUIET_MS = 24 * 3_600_000;
const PartSchema = z.strictObject({
  /** What failed; absent when it works. */
  code: z.string().optional(),
  lastCode: z.string(),
  sinceAt: z.date(),
  lastAt: z.date(),
  toldDay: z.string(),
  /** How many people it is about, and which field of the platform's reply. */
  count: z.number().optional(),
  field: z.string().optional(),
});
const HealthSchema = z.partialRecord(z.enum(healthParts), PartSchema);

/**
 * Notes that a part of the system failed, or works (again). Administrators get one card of everything that needs them: anew once a day
 * while a part fails, changed in place when it is over.
 */
export async function noteHealth(deps: Deps, part: HealthPart, fault: AppError | null): Promise<void> {
  const known = (await findHealth())[part];
  const at = deps.now();
  const refresh: Pending = { id: `${KEY}:${part}:${+at}`, kind: 'refresh' };
  if (!fault) {
    if (known?.code === undefined) return;
    const { code: _over, ...rest } = known;
    await saveSettingField(KEY, part, rest, [refresh]);
  } else {
    const timeZone = await getTimeZone();
    const toldDay = dayOf(at, timeZone);
    const slot = `${KEY}:${toldDay}:${part}`;
    const sinceAt = known?.code === undefined ? at : known.sinceAt;
    const { code, details } = fault;
    const count = typeof details['count'] === 'number' ? details['count'] : undefined;
    const field = typeof details['field'] === 'string' ? details['field'] : undefined;
    const about = { ...(count !== undefined && { count }), ...(field !== undefined && { field }) };
    const next = { code, lastCode: code, sinceAt, lastAt: at, toldDay, ...about };
    const isTold = known?.toldDay === toldDay;
    await saveSettingField(KEY, part, next, isTold ? [] : [refresh, { id: slot, kind: 'card', slot }]);
  }
  await deps.enqueue({ name: 'relay' });
}

/** What fails now and then works again when it was quiet for a day; the other parts say so themselves. */
export async function healQuiet(deps: Deps): Promise<void> {
  const health = await findHealth();
  const before = new Date(+deps.now() - QUIET_MS);
  for (const part of ['cards', 'events'] as const) {
    const known = health[part];
    if (known?.code !== undefined && known.lastAt <= before) await noteHealth(deps, part, null);
  }
}

export async function buildHealthCards(key: string): Promise<OutgoingCard[]> {
  if (key !== KEY) return [];
  const health = await findHealth();
  const parts = healthParts.flatMap((part) => {
    const known = health[part];
    if (!known) return [];
    const state = known.code === undefined ? ('healed' as const) : ('failing' as const);
    const code = [known.lastCode, known.count, known.field].filter((one) => one !== undefined).join(' · ');
    return [{ part, state, code, sinceAt: known.sinceAt }];
  });
  const admins = await findPeopleWithRole('admin');
  return admins.slice(0, MAX_RECEIVERS).map(({ openId, timeZone }) => ({
    to: toPerson(openId),
    card: adminHealthCard({ parts, timeZone }),
    timeZone,
  }));
}

/** How each part of the system was the last time it was noted. */
export async function findHealth(): Promise<z.infer<typeof HealthSchema>> {
  return HealthSchema.parse((await getSetting(KEY)) ?? {});
}
