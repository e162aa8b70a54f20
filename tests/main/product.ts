import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const TOP = fileURLToPath(new URL('../../', import.meta.url));
/** A first start makes two weeks of history; a busy machine of two cores needs its time. */
export const FIRST_START_MS = 420_000;
const END_MS = 90_000;

export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string; ms: number }>;
export type Product = Readonly<{
  app: string;
  console: string;
  sandbox: string;
  /** Milliseconds from the command to its addresses. */
  ms: number;
  stdout: () => string;
  stderr: () => string;
  stop: (signal?: 'SIGINT' | 'SIGTERM') => Promise<Ended>;
}>;

type Command = Readonly<{ args?: readonly string[]; env?: Readonly<Record<string, string>> }>;

/** Runs the program to its own end, as `npm start` does; one that hangs is killed and has no exit code. */
export async function runToEnd(command: Command): Promise<Ended> {
  const run = spawnProduct(command);
  const timer = setTimeout(() => run.child.kill('SIGKILL'), END_MS);
  const ended = await run.ended;
  clearTimeout(timer);
  return ended;
}

/** Starts the program as a user does, on free ports, and reads the three addresses it prints. */
export async function startProduct(dataDir: string, command: Command = {}): Promise<Product> {
  const began = performance.now();
  const { found, ...run } = await startUntil(dataDir, command, addressesIn);
  const [app, console, sandbox] = found;
  return {
    ...run,
    app: new URL(app).origin,
    console,
    sandbox: new URL(sandbox).origin,
    ms: performance.now() - began,
  };
}

/** Starts the program and waits for something in what it prints. */
export async function startUntil<T>(dataDir: string, command: Command, find: (text: string) => T | null) {
  const run = spawnProduct({
    ...command,
    env: { DATA_DIR: dataDir, PORT: '0', SANDBOX_PORT: '0', ...command.env },
  });
  const timer = setTimeout(() => run.child.kill('SIGKILL'), FIRST_START_MS);
  const found = await Promise.race([run.stdout.until(find), run.ended.then(() => null)]);
  clearTimeout(timer);
  if (found === null) throw new Error(`it did not start:\n${run.stdout.text()}\n${run.stderr.text()}`);
  return {
    found,
    stdout: run.stdout.text,
    stderr: run.stderr.text,
    /** Sends the signal and waits until it is gone; `ms` counts from the signal. */
    stop: async (signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): Promise<Ended> => {
      const at = performance.now();
      run.child.kill(signal);
      return { ...(await run.ended), ms: performance.now() - at };
    },
  };
}

/** Runs the program's first file under a Node that gives itself out as another version. */
export async function runWithNode(version: string): Promise<Ended> {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
  return await spawnNode(['-e', `${pretend} require('./server/start.cjs');`], {}).ended;
}

/** Command lines of living processes that name the folder; empty where the system does not show them. */
export function findProcesses(dir: string): string[] {
  const listed = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return (listed.stdout ?? '').split('\n').filter((line) => line.includes(dir));
}

function spawnProduct({ args = [], env = {} }: Command) {
  return spawnNode(['server/start.cjs', ...args], env);
}

function spawnNode(args: readonly string[], env: Readonly<Record<string, string>>) {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: TOP,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  const ended = endOf(child).then((code) => ({
    code,
    stdout: stdout.text(),
    stderr: stderr.text(),
    ms: performance.now() - began,
  }));
  return { child, ended, stdout, stderr };
}

/** Nothing of the tester's own settings reaches the program under test. */
function plainEnvironment(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  const [code]: unknown[] = await once(child, 'close');
  return typeof code === 'number' ? code : null;
}

/** The phone app's, the console's and the sandbox's address, once the last line about them is complete. */
function addressesIn(text: string): [string, string, string] | null {
  const address = (name: string): string | undefined =>
    new RegExp(`^${name} +(http://127\\.0\\.0\\.1:\\d+/\\S*).*\\n`, 'm').exec(text)?.[1];
  const [app, console, sandbox] = [address('phone app'), address('console'), address('sandbox chats')];
  return app && console && sandbox ? [app, console, sandbox] : null;
}

/** Text so far, and a promise of the first thing found in it. */
function gather(stream: NodeJS.ReadableStream) {
  let text = '';
  const watchers = new Set<() => void>();
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    text += part;
    for (const watch of watchers) watch();
  });
  return {
    text: () => text,
    until: <T>(find: (text: string) => T | null): Promise<T> =>
      new Promise((resolve) => {
        const watch = (): void => {
          const found = find(text);
          if (found !== null) resolve(found);
        };
        watchers.add(watch);
        watch();
      }),
  };
}
