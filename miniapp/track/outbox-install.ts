import { v4 as uuidv4 } from 'uuid';
import type { Install, OutboxDatabase } from './database.ts';

/** Who this installation is, and the next number of a point; made at the first start. */
export async function readInstall(db: OutboxDatabase): Promise<Install> {
  const tx = db.transaction('install', 'readwrite');
  const held = await tx.store.get('install');
  const install = held ?? { installId: uuidv4(), nextSeq: 0 };
  if (!held) await tx.store.put(install, 'install');
  await tx.done;
  return install;
}

/** Made when the outbox opened; absent only when the browser wiped the store under a living page. */
export async function installIn(read: Promise<Install | undefined>): Promise<Install> {
  const held = await read;
  if (!held) throw new Error('install is missing');
  return held;
}
