import { randomUUID } from 'node:crypto';
import { doTogether } from './ask-together.ts';
import { getSetting, saveSetting } from './settings.ts';

const KEY = 'map-stamp';
const CHANGING = 'changing:';

/** Names the company's places and zones as they are now: after every change it is another one. */
export async function readMapStamp(): Promise<string> {
  const known = await getSetting(KEY);
  return typeof known === 'string' ? known : renewMapStamp();
}

/** Whether somebody is about to write, or died before saying that it was done: what is read now may soon be old. */
export const isMapChanging = (stamp: string): boolean => stamp.startsWith(CHANGING);

/** Does a change of the map: said before, so that no death in between hides it, and after, so that nobody takes the old for the new. */
export async function changeMap<T>(write: () => Promise<T>): Promise<T> {
  await announce('change');
  try {
    return await write();
  } finally {
    await renewMapStamp();
  }
}

export async function renewMapStamp(): Promise<string> {
  return renew('stamp');
}

/** Many changes at once, as of an import, have one stamp. */
const together = (nameOf: () => string) =>
  doTogether(async (changes: readonly string[]) => {
    const stamp = nameOf();
    await saveSetting(KEY, stamp);
    return changes.map(() => stamp);
  });
const announce = together(() => `${CHANGING}${randomUUID()}`);
const renew = together(() => randomUUID());
