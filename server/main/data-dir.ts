import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { lockFolder } from '../embedded/storage/folder-lock.ts';
import { StartFault, toStartFault } from './start-fault.ts';

const DemoSecretsSchema = z.strictObject({
  appId: z.string(),
  appSecret: z.string(),
  encryptKey: z.string(),
  verificationToken: z.string(),
  secretKey: z.string(),
});
export type DemoSecrets = z.infer<typeof DemoSecretsSchema>;

/** Makes the folder if it is missing and proves that it can be written. */
export async function openDataDir(dir: string): Promise<void> {
  try {
    await makeFolder(dir);
    await access(dir, constants.W_OK | constants.R_OK);
    const probe = join(dir, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw toStartFault(error, `data folder ${dir}`);
  }
}

/** There while the demo company is being made: what was left by a start that died meanwhile is of no use. */
const UNFINISHED = 'unfinished';
const OLD_STORE_TRIES = 30;
const SECRETS = 'demo.json';
/** Beside the store, so that a restore leaves it. */
export const TOMBSTONES = 'tombstones';

/** Folder by folder, because Node's own recursive mkdir never ends below /proc. */
async function makeFolder(dir: string): Promise<void> {
  const parent = dirname(dir);
  if (parent !== dir && !existsSync(parent)) await makeFolder(parent);
  await mkdir(dir, { mode: 0o700 }).catch(async (error: unknown) => {
    const found = await stat(dir).catch(() => null);
    if (!found?.isDirectory()) throw error;
  });
}

/** Removes what earlier starts of the demo left in the folder, and nothing else. */
export async function resetDataDir(dir: string): Promise<void> {
  for (const name of ['store', TOMBSTONES, 'sandbox', SECRETS, 'clock.json', UNFINISHED]) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

/** Runs `make`; when the process dies during it, the next start finds `isUnfinished`. */
export async function markUnfinished<T>(dir: string, make: () => Promise<T>): Promise<T> {
  await writeFile(join(dir, UNFINISHED), '', { flush: true });
  await syncFolder(dir);
  const made = await make();
  await rm(join(dir, UNFINISHED));
  return made;
}

/** Makes names of new files outlive a stop of the machine; not every system lets a folder be opened for that. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** The store of a killed start ends by itself a moment later; one that stays belongs to a start that still runs. */
export async function waitForOldStore(dir: string): Promise<void> {
  if (!existsSync(join(dir, 'store'))) return;
  for (let attempt = 1; ; attempt += 1) {
    try {
      lockFolder(join(dir, 'store')).release();
      return;
    } catch (error) {
      if (attempt === OLD_STORE_TRIES)
        throw new StartFault(`data folder ${dir} is in use by another start`, { cause: error });
      await sleep(100);
    }
  }
}

export async function isUnfinished(dir: string): Promise<boolean> {
  return await isThere(join(dir, UNFINISHED));
}

/** A killed start cannot be gone on with: nobody knows which moment of the history it was in. */
export async function dropUnfinished(dir: string, say: (line: string) => void): Promise<void> {
  if (!(await isUnfinished(dir))) return;
  await waitForOldStore(dir);
  await resetDataDir(dir);
  say('the last start ended before the demo company was complete; making it anew');
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** Whether an earlier start left a demo company here, be it a whole one or not. */
export async function isMade(dir: string): Promise<boolean> {
  return await isThere(join(dir, SECRETS));
}

/** Keys of the demo tenant: made by chance on the first start, readable by the owner only. */
export async function loadDemoSecrets(dir: string): Promise<DemoSecrets> {
  const path = join(dir, SECRETS);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) {
    const parsed = DemoSecretsSchema.safeParse(JSON.parse(text));
    if (!parsed.success) throw new StartFault(`${path} is damaged; npm start -- --reset starts anew`);
    return parsed.data;
  }
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const secrets = {
    appId: `cli_${hex(8)}`,
    appSecret: hex(16),
    encryptKey: hex(16),
    verificationToken: hex(16),
    secretKey: hex(32),
  };
  await writeFile(path, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** Takes them away again where nothing was made with them. */
export async function dropDemoSecrets(dir: string): Promise<void> {
  await rm(join(dir, SECRETS), { force: true });
}
