import { z } from 'zod';
import type { AppError } from '../errors.ts';
import { dayOf } from '../domain/time.ts';
import { opsFaultCard, type OpsPart } from '../feishu/cards/ops-fault-card.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import type { Pending } from '../store/pending.ts';
import { findPeopleWithRole } from '../store/people.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

const KEY_PREFIX = 'health:';
const MAX_RECEIVERS = 5;
const HealthSchema = z.strictObject({
  /** What failed; absent when it works. */
  code: z.string().optional(),
  lastCode: z.string(),
  sinceAt: z.date(),
  toldDay: z.string(),
});

/** Notes that a part of the edge failed, or works (again). Administrators are told once a day while it lasts, and when it is over. */
export async function noteHealth(deps: Deps, part: OpsPart, fault: AppError | null): Promise<void> {
  const { timeZone } = await getOrgMapping();
  const known = await findHealth(part);
  const key = KEY_PREFIX + part;
  if (!fault) {
    if (known?.code === undefined) return;
    const { code: _over, ...rest } = known;
    await saveSetting(key, rest, [{ id: `${key}:healed:${+deps.now()}`, kind: 'refresh' }]);
    return;
  }
  const today = dayOf(deps.now(), timeZone);
  const sinceAt = known?.code === undefined ? deps.now() : known.sinceAt;
  const slot = `ops:${today}`;
  const told: Pending = { id: `${key}:${slot}`, kind: 'card', slot };
  const next = { code: fault.code, lastCode: fault.code, sinceAt, toldDay: today };
  await saveSetting(key, next, known?.toldDay === today ? [] : [told]);
  await deps.enqueue({ name: 'relay' });
}

export async function buildHealthCards(key: string): Promise<OutgoingCard[]> {
  const part = key.slice(KEY_PREFIX.length);
  if (!key.startsWith(KEY_PREFIX) || !isPart(part)) return [];
  const health = await findHealth(part);
  if (!health) return [];
  const admins = await findPeopleWithRole('admin');
  return admins.slice(0, MAX_RECEIVERS).map(({ openId, timeZone }) => ({
    to: toPerson(openId),
    card: opsFaultCard({
      part,
      state: health.code === undefined ? 'healed' : 'failing',
      code: health.lastCode,
      sinceAt: health.sinceAt,
      timeZone,
    }),
    timeZone,
  }));
}

const PARTS: readonly OpsPart[] = ['org-sync', 'cards', 'audit', 'attendance'];
const isPart = (part: string): part is OpsPart => PARTS.some((one) => one === part);

async function findHealth(part: OpsPart): Promise<z.infer<typeof HealthSchema> | null> {
  const value = await getSetting(KEY_PREFIX + part);
  return value === undefined ? null : HealthSchema.parse(value);
}
