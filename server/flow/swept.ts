import { z } from 'zod';
import { getSetting, saveSetting } from '../store/settings.ts';
import type { Deps } from './deps.ts';
import { isRecent } from './is-recent.ts';

const KEY = 'swept-at';
/** Ten sweeps: a night that takes its time is no standstill. */
const LONGEST_MS = 10 * 60_000;

/** Notes that a sweep came to its end, whatever became of its single steps. */
export const noteSwept = ({ now }: Deps): Promise<void> => saveSetting(KEY, now());

/** Whether the queue works: without it nobody is judged, no card goes out and no deadline is kept, and no page shows it. */
export async function isSwept({ now }: Deps): Promise<boolean> {
  return isRecent(await findSweptAt(), now(), LONGEST_MS);
}

/** When the last one ended; the beginning of time when none has. */
export const findSweptAt = async (): Promise<Date> =>
  z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(KEY));
