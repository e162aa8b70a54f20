import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { getSetting, saveNewSetting, saveSetting } from '../../store/settings.ts';
import { useDataKey } from '../../store/sealed.ts';
import { openSealed, sealText, type Sealing } from './seal.ts';
import { keysOf, type KeyRing } from './secret.ts';

const KEY = 'data-key';
const WHERE: Sealing = { purpose: 'data-key', place: KEY };
const KEY_BYTES = 32;

/**
 * The one key that data are sealed under, itself sealed under each secret key in use, the newest first: changing those seals no data anew.
 */
const StoredSchema = z.strictObject({ sealed: z.array(z.string()).min(1) });
type Stored = z.infer<typeof StoredSchema>;

/**
 * Opens the key of what is stored, or makes it at the first start, and keeps it sealed under the present secret keys alone. False where
 * none of them opens it; nothing is changed then.
 */
export async function openDataKey(keys: KeyRing): Promise<boolean> {
  await saveFirst(keys);
  const { sealed } = StoredSchema.parse(await getSetting(KEY));
  const opened = openAny(keys, sealed);
  if (opened === null) return false;
  if (!isOutOfDate(keys, sealed)) await saveSetting(KEY, sealAll(keys, opened));
  useDataKey(Buffer.from(opened, 'base64'));
  return true;
}

/** Two processes may be the first: what one of them saved counts for both. */
async function saveFirst(keys: KeyRing): Promise<void> {
  if ((await getSetting(KEY)) === undefined)
    await saveNewSetting(KEY, sealAll(keys, randomBytes(KEY_BYTES).toString('base64')));
}

/** While the secret key is being changed, a process that still has the old one alone can be started again. */
const sealAll = (keys: KeyRing, opened: string): Stored => ({
  sealed: keysOf(keys).map((key) => sealText(key, WHERE, opened)),
});

/** Whether another process has a newer secret key than this one: what it sealed stays. */
const isOutOfDate = ({ secretKey }: KeyRing, [newest = '', ...older]: readonly string[]): boolean =>
  openSealed({ secretKey }, WHERE, newest) === null && openAny({ secretKey }, older) !== null;

function openAny(keys: KeyRing, sealed: readonly string[]): string | null {
  for (const one of sealed) {
    const opened = openSealed(keys, WHERE, one);
    if (opened !== null) return opened;
  }
  return null;
}
