import { z } from 'zod';
import { ReappliedSchema, type Reapplied } from '../../contract/tombstone.ts';
import { getSetting, saveSettingField } from '../../store/settings.ts';
import { SYSTEM, type Deps } from '../deps.ts';

const KEY = 'tombstones';
const StateSchema = z.object({
  /** Since when this store has had a list beside it. */
  sinceAt: z.date().optional(),
  /** The last time something had to be done again. */
  last: z.object({ at: z.date(), counts: ReappliedSchema }).optional(),
});

/** What the store knows of the list beside it. */
export const findReapplied = async (): Promise<z.infer<typeof StateSchema>> =>
  StateSchema.parse((await getSetting(KEY)) ?? {});

/** Notes that the store has a list beside it; false when it had one before. */
export async function noteFirstList({ now }: Pick<Deps, 'now'>): Promise<boolean> {
  if ((await findReapplied()).sinceAt) return false;
  await saveSettingField(KEY, 'sinceAt', now());
  return true;
}

/** Numbers alone: each act has a line of its own. */
export async function noteReapplied({ now }: Pick<Deps, 'now'>, counts: Reapplied): Promise<void> {
  const at = now();
  const to = Object.entries(counts)
    .flatMap(([part, count]) => (count > 0 ? [`${part}:${count}`] : []))
    .join(' ');
  const entry = { at, actorId: SYSTEM.personId, action: 'restore.reapply', subject: KEY, to };
  await saveSettingField(KEY, 'last', { at, counts }, [{ id: `${KEY}:${+at}`, kind: 'audit', entry }]);
}

const WORDS: Readonly<Record<keyof Reapplied, readonly [one: string, many: string]>> = {
  erasures: ['deletion', 'deletions'],
  consents: ['withdrawn consent', 'withdrawn consents'],
  apiKeys: ['revoked key', 'revoked keys'],
  leaverLinks: ['revoked link', 'revoked links'],
  storeScreens: ['ended store screen', 'ended store screens'],
  authorisations: ['withdrawn authorisation', 'withdrawn authorisations'],
};

/** For whoever runs it; null where nothing had to be done. */
export function sayReapplied(counts: Reapplied): string | null {
  const parts = ReappliedSchema.keyof().options.flatMap((part) => {
    const count = counts[part];
    return count > 0 ? [`${count} ${WORDS[part][count === 1 ? 0 : 1]}`] : [];
  });
  return parts.length === 0 ? null : `done again after a restore: ${parts.join(', ')}`;
}
