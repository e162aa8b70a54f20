import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ENTRY = fileURLToPath(new URL('./worker.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Beside the packages it is made of: who may write here may change them as well. */
const CACHE = `${ROOT}node_modules/.cache/mingqin`;

const KeptSchema = z.object({ inputs: z.array(z.string()), digest: z.string(), text: z.string() });
type Program = z.infer<typeof KeptSchema>;

/**
 * The thread's program as one script: a thread that loads two hundred TypeScript files through its own loader is busy for a second
 * before its first line. This is the script an earlier run has made; null when one of its files has changed since.
 */
export function readWorkerProgram(folder = CACHE): string | null {
  try {
    const kept = KeptSchema.parse(JSON.parse(readFileSync(pathIn(folder), 'utf8')));
    return digestOf(kept.inputs) === kept.digest ? kept.text : null;
  } catch {
    return null;
  }
}

/** Makes the script and keeps it for the next run. */
export async function makeWorkerProgram(folder = CACHE): Promise<string> {
  const made = await bundleWorker();
  keep(made, folder);
  return made.text;
}

const pathIn = (folder: string): string => `${folder}/judge-worker.json`;

/** A folder that cannot be written costs only the time of the next run; a reader never sees half a file. */
function keep(program: Program, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const own = `${pathIn(folder)}.${process.pid}`;
    writeFileSync(own, JSON.stringify(program));
    renameSync(own, pathIn(folder));
  } catch {
    // Nothing is kept.
  }
}

async function bundleWorker(): Promise<Program> {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    charset: 'utf8',
    sourcemap: false,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote no file');
  const inputs = Object.keys(metafile.inputs);
  return { inputs, digest: digestOf(inputs), text: file.text };
}

/** Of the files' names and contents; throws when one is gone. */
function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of inputs) hash.update(path).update(readFileSync(`${ROOT}${path}`));
  return hash.digest('hex');
}
