import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';

/** `npm run embedded` in a process of its own, ready to answer. */
type EmbeddedProcess = Readonly<{
  uri: string;
  /** Seconds from the start of the process to its first answer from the stored documents. */
  readyS: number;
  /** Resident memory, and the part of it that is not the mapped data file; zero where there is no /proc. */
  memoryMb: () => { rssMb: number; rssOwnMb: number };
  stop: () => Promise<void>;
}>;

export const BENCH_DATABASE = 'mingqin_bench';
const DOOR = fileURLToPath(new URL('../embedded.ts', import.meta.url));

export async function startEmbeddedProcess(dir: string): Promise<EmbeddedProcess> {
  const startMs = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', DOOR, '--dir', dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const uri = await firstLine(child);
  const client = await MongoClient.connect(uri);
  await client.db(BENCH_DATABASE).collection('items').findOne();
  const readyS = (performance.now() - startMs) / 1000;
  await client.close();
  return { uri, readyS, memoryMb: () => memoryOf(child.pid ?? 0), stop: () => stop(child) };
}

/** So that nothing stays behind on somebody's server. */
export async function dropBenchDatabase(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  await client.db(BENCH_DATABASE).dropDatabase();
  await client.close();
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the embedded store has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the embedded store did not start');
}

function memoryOf(pid: number): { rssMb: number; rssOwnMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024);
  return { rssMb: megabytes('VmRSS'), rssOwnMb: megabytes('RssAnon') };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
