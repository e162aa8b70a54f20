import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeProgram, readProgram } from '../program.cjs';
import { StartFault } from './start-fault.ts';

export type EmbeddedChild = Readonly<{
  uri: string;
  /** Until it is done, writes do not wait for the disk: a machine that stops meanwhile may leave a damaged folder. */
  writeUnflushed: <T>(work: () => Promise<T>) => Promise<T>;
  stop: () => Promise<void>;
  /** Why it ended, in one line. */
  died: Promise<string>;
}>;

/** Enough for the report of a crash. */
const KEPT_LINES = 50;

/** Starts the embedded store as its own process, so that its scans never block the API; resolves once it accepts connections. */
export async function startEmbeddedChild(dir: string): Promise<EmbeddedChild> {
  const program = await storeProgram();
  // detached: Ctrl-C reaches only us, and the store stops last, after everything that writes to it
  const child = spawn(process.execPath, [...program, '--dir', dir, '--with-parent'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  // Its end is noticed by `died`.
  child.stdin.on('error', () => undefined);
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaints.push(line);
    if (complaints.length > KEPT_LINES) complaints.shift();
  });
  // 'close' and not 'exit': its last words have been read by then.
  const died = once(child, 'close').then(([, signal]) => complaintOf(complaints, signal));
  const lines = createInterface({ input: child.stdout });
  const uri = await Promise.race([once(lines, 'line').then(([line]) => String(line)), died.then(() => null)]);
  if (uri === null) throw new StartFault(await died);
  const order = async (line: string): Promise<void> => {
    child.stdin.write(`${line}\n`);
    await Promise.race([once(lines, 'line'), died]);
  };
  return {
    uri,
    died,
    writeUnflushed: async (work) => {
      await order('flush-later');
      const made = await work();
      await order('flush-now');
      return made;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await died;
      clearTimeout(late);
    },
  };
}

/** What Node is to run: the kept program, or its sources where none can be kept. */
async function storeProgram(): Promise<string[]> {
  const kept = readProgram('store') ?? (await makeProgram('store')).path;
  if (kept !== null) return ['--enable-source-maps', kept];
  const source = fileURLToPath(new URL('../embedded/main.ts', import.meta.url));
  return ['--import', import.meta.resolve('tsx'), source];
}

/** The store's own sentence, the first line that names an error when it crashed, or who ended it. */
function complaintOf(lines: readonly string[], signal: unknown): string {
  const said =
    lines.find((line) => line.startsWith('embedded database:')) ?? lines.find((line) => /Error\b/.test(line));
  if (said !== undefined) return said;
  if (typeof signal === 'string')
    return `the embedded store was ended by ${signal}; what it had answered is kept, start again`;
  return lines.at(-1) ?? 'the embedded store ended without a word';
}
