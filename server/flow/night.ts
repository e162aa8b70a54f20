import { z } from 'zod';
import { addDays, clockOf, dayOf } from '../domain/time.ts';
import { getTimeZone } from '../store/org-mapping.ts';
import { countStaff } from '../store/people.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import { detectNight, NIGHT_WALK } from './detect.ts';
import type { Deps } from './deps.ts';
import { findWalked } from './walk.ts';

const DONE_KEY = 'nightly-day';
const FROM = '02:00';

/** Once per company day, from 02:00 on, a slice a minute. */
export async function detectTonight(deps: Deps): Promise<void> {
  const { day, isOpen } = await nightOf(deps);
  if (!isOpen || (await findDone()) === day) return;
  if (await detectNight(deps, day)) await saveSetting(DONE_KEY, day);
}

/** How far the last night that has begun is: `people` of it are judged, of `all`. */
export async function findNight(
  deps: Deps,
): Promise<Readonly<{ isDone: boolean; all: number; judged: number }>> {
  const { day, isOpen } = await nightOf(deps);
  const last = isOpen ? day : addDays(day, -1);
  const { all, upto } = await countStaff(await findWalked(NIGHT_WALK, last));
  const isDone = (await findDone()) >= last;
  return { isDone, all, judged: isDone ? all : upto };
}

async function nightOf({ now }: Deps): Promise<Readonly<{ day: string; isOpen: boolean }>> {
  const timeZone = await getTimeZone();
  return { day: dayOf(now(), timeZone), isOpen: clockOf(now(), timeZone) >= FROM };
}

const findDone = async (): Promise<string> =>
  z
    .string()
    .catch('')
    .parse(await getSetting(DONE_KEY));
