import { MatchSettingsSchema, NonCompeteSettingsSchema } from '../../domain/non-compete/settings.ts';
import type { MatchSettings, NonCompeteSettings } from '../../domain/non-compete/settings.ts';
import { dayOf } from '../../domain/time.ts';
import { conflict, forbidden } from '../../errors.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Pending } from '../../store/pending.ts';
import { getSetting } from '../../store/settings.ts';
import type { Actor, Deps } from '../deps.ts';

export const NON_COMPETE_KEY = 'non-compete';
export const MATCH_KEY = 'non-compete-match';

/** Today where the company is, and the thresholds in force. */
export type Ground = Readonly<{ day: string; at: Date; timeZone: string; settings: NonCompeteSettings }>;

export async function loadGround(deps: Pick<Deps, 'now'>): Promise<Ground> {
  const timeZone = await getTimeZone();
  const at = deps.now();
  const settings = NonCompeteSettingsSchema.parse((await getSetting(NON_COMPETE_KEY)) ?? {});
  return { day: dayOf(at, timeZone), at, timeZone, settings };
}

export async function loadMatchSettings(): Promise<MatchSettings> {
  const stored = MatchSettingsSchema.partial().safeParse((await getSetting(MATCH_KEY)) ?? {});
  return MatchSettingsSchema.parse(stored.success ? stored.data : {});
}

/** One of these roles, and not about oneself. */
export function requireStaff(actor: Actor, roles: readonly string[], aboutId?: string): void {
  if (actor.personId === aboutId) throw forbidden('is_subject');
  if (!roles.some((role) => actor.roles.includes(role))) throw forbidden('not_your_role');
}

export const HR_ROLES = ['hr', 'hr_lead'] as const;
export const READER_ROLES = ['hr', 'hr_lead', 'legal'] as const;

export const staleVersion = () => conflict('stale_version');

/** An audit line of a document at one of its versions. */
export function auditLine(
  where: Readonly<{ collection: string; id: string; version: number; personId?: string }>,
  what: Readonly<{
    at: Date;
    actorId: string;
    action: string;
    from?: string;
    to?: string;
    why?: string;
    index?: number;
  }>,
): Pending {
  const { collection, id, version, personId } = where;
  const { index = 0, ...entry } = what;
  return {
    id: `${id}:${version}:audit:${index}`,
    kind: 'audit',
    entry: { ...entry, subject: `${collection}:${id}`, ...(personId !== undefined && { personId }) },
  };
}
