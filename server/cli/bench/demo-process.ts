import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The embedded default as `npm start` runs it, on free ports and a folder of its own. */
type DemoProcess = Readonly<{
  /** Address of the app. */
  url: string;
  /** Seconds from the start of the process to the first answer of the app after it announced itself. */
  readyS: number;
  stop: () => Promise<void>;
}>;

const START = fileURLToPath(new URL('../../start.cjs', import.meta.url));
/** A first start also builds the phone app and simulates two weeks. */
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 10_000;

export async function startDemoProcess(dataDir: string): Promise<DemoProcess> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [START], {
    env: {
      PATH: process.env['PATH'] ?? '',
      MODE: 'demo',
      DATA_DIR: dataDir,
      PORT: '0',
      SANDBOX_PORT: '0',
      // Judging would compete with what is measured.
      SETTLE_SECONDS: '86400',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await announcedUrl(child);
    const reply = await fetch(new URL('/h5/', url));
    if (!reply.ok) throw new Error(`the app answers ${reply.status}`);
    return { url, readyS: (performance.now() - startMs) / 1000, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function announcedUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the server has no output');
  const lines = createInterface({ input: child.stdout });
  const limit = setTimeout(() => lines.close(), START_LIMIT_MS);
  try {
    for await (const line of lines) {
      const url = /^phone app\s+(http\S+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
  } finally {
    clearTimeout(limit);
    child.stdout.resume();
  }
  throw new Error('the server did not start');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(limit);
}
