import { randomUUID } from 'node:crypto';
import { doTogether } from './ask-together.ts';
import { getSetting, saveSetting } from './settings.ts';

const KEY = 'map-stamp';

/** Names the company's places and zones as they are now: after every change it is another one. */
export async function readMapStamp(): Promise<string> {
  const known = await getSetting(KEY);
  return typeof known === 'string' ? known : renewMapStamp();
}

/** To be called after a change, so that nobody who read the stamp before it takes the old map for the new one. */
export async function renewMapStamp(): Promise<string> {
  return renew('stamp');
}

/** Many changes at once, as of an import, have one new stamp. */
const renew = doTogether(async (changes: readonly string[]) => {
  const stamp = randomUUID();
  await saveSetting(KEY, stamp);
  return changes.map(() => stamp);
});
