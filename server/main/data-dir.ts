import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
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
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await access(dir, constants.W_OK | constants.R_OK);
    const probe = join(dir, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw toStartFault(error, `data folder ${dir}`);
  }
}

/** Removes what earlier starts of the demo left in the folder; refuses a folder that is not ours. */
export async function resetDataDir(dir: string): Promise<void> {
  for (const name of ['store', 'sandbox', 'demo.json', 'clock.json']) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}

/** Keys of the demo tenant: made by chance on the first start, readable by the owner only. */
export async function loadDemoSecrets(dir: string): Promise<DemoSecrets> {
  const path = join(dir, 'demo.json');
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
