import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressBuild } from './compress-build.ts';
import { StartFault } from './start-fault.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
export const MINIAPP_DIST = join(top, 'miniapp', 'dist');

/** Builds the phone app and the console when the build is missing or older than its sources. */
export async function buildMiniappIfStale(say: (line: string) => void): Promise<void> {
  if (!(await isStale())) return;
  say('building the phone app and the console …');
  const made = join(top, 'node_modules', `.mingqin-build-${process.pid}`);
  await runVite(['build', 'miniapp', '--logLevel', 'error', '--outDir', made, '--emptyOutDir']);
  await compressBuild(made);
  if (await isStale()) await putInPlace(made);
  await rm(made, { recursive: true, force: true });
}

async function isStale(): Promise<boolean> {
  const built = await newest([join(MINIAPP_DIST, 'h5'), join(MINIAPP_DIST, 'console')]);
  const sources = await newest([join(top, 'miniapp'), join(top, 'server', 'contract')]);
  return built === null || sources === null || built < sources;
}

/** Two renames: a server that already serves the old build never sees half of the new one. */
async function putInPlace(made: string): Promise<void> {
  const old = `${made}-old`;
  await rename(MINIAPP_DIST, old).catch(unlessCode('ENOENT'));
  await rename(made, MINIAPP_DIST).catch(unlessCode('ENOTEMPTY', 'EEXIST'));
  await rm(old, { recursive: true, force: true });
}

/** Another start may have built at the same moment; its build is as good. */
const unlessCode =
  (...codes: readonly string[]) =>
  (error: unknown): void => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || !codes.includes(code)) throw error;
  };

/** Rebuilds on every change, for development. */
export function watchMiniapp(): { stop: () => void } {
  const child = spawn(
    process.execPath,
    [viteProgram(), 'build', 'miniapp', '--watch', '--logLevel', 'warn'],
    { cwd: top, stdio: ['ignore', 2, 2] },
  );
  return { stop: () => child.kill() };
}

async function runVite(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [viteProgram(), ...args], {
    cwd: top,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Also where a test runner builds: what it leaves behind is what the next start serves.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  // A start that ends for another reason takes its build with it.
  const end = (): boolean => child.kill();
  process.once('exit', end);
  const [code]: unknown[] = await once(child, 'exit');
  process.off('exit', end);
  if (code !== 0) throw new StartFault('the phone app did not build; see the lines above');
}

function viteProgram(): string {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json');
  return join(dirname(manifest), 'bin', 'vite.js');
}

/** Newest modification below the folders, epoch ms; null when there is nothing. */
async function newest(folders: readonly string[]): Promise<number | null> {
  const times = await Promise.all(folders.map(newestBelow));
  const found = times.filter((time) => time !== null);
  return found.length === 0 ? null : Math.max(...found);
}

async function newestBelow(folder: string): Promise<number | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const kept = entries.filter((entry) => !['dist', 'node_modules'].includes(entry.name));
  const times = await Promise.all(
    kept.map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? await newestBelow(path) : (await stat(path)).mtimeMs;
    }),
  );
  const found = times.filter((time) => time !== null);
  return found.length === 0 ? null : Math.max(...found);
}
