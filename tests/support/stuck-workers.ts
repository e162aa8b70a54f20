import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** Node writes what a process is doing when it gets this signal, also while its JavaScript runs in a circle. */
const REPORT_SIGNAL = 'SIGUSR2';
/** Through the environment, for the configuration of Vitest loads a copy of this module. */
const reports = (process.env['TEST_REPORTS'] ??= mkdtempSync(join(tmpdir(), 'mingqin-stuck-')));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
/** Arguments of a worker that can be asked. */
export const ASKABLE = ['--report-on-signal', '--report-compact', `--report-directory=${reports}`];

const ReportSchema = z.object({
  javascriptStack: z.object({ message: z.string(), stack: z.array(z.string()).optional() }),
  libuv: z.array(z.object({ type: z.string(), is_active: z.boolean() })),
});

/** Processes of test files that this process started (Linux; elsewhere none are found). */
export function workersHere(): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .filter((name) => read(`/proc/${name}/cmdline`).includes('vitest/dist/workers/'))
    .map(Number);
}

/** What a worker is doing, as far as it can be learned; then it is ended. */
export async function endStuck(pid: number): Promise<string> {
  signal(pid, REPORT_SIGNAL);
  await sleep(3000);
  const lines = [`worker ${pid}:`, ...reportLines(pid), ...threadLines(pid)];
  signal(pid, 'SIGKILL');
  return lines.join('\n  ');
}

function reportLines(pid: number): string[] {
  const name = readdirSync(reports).find((file) => file.split('.').includes(String(pid)));
  const parsed = ReportSchema.safeParse(name ? JSON.parse(read(join(reports, name))) : null);
  if (!parsed.success) return ['gives no report: it runs in a circle or is blocked'];
  const { javascriptStack, libuv } = parsed.data;
  const active = libuv.filter((handle) => handle.is_active).map(({ type }) => type);
  return [
    `JavaScript: ${javascriptStack.message}`,
    ...(javascriptStack.stack ?? []),
    `waits for: ${active.join(' ')}`,
  ];
}

function threadLines(pid: number): string[] {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((thread) => {
    const [state = '?'] = read(join(folder, thread, 'stat'))
      .split(') ')
      .slice(-1);
    return `thread ${read(join(folder, thread, 'comm')).trim()}: ${state.slice(0, 1)} in ${read(join(folder, thread, 'wchan')) || '?'}`;
  });
}

const parentOf = (pid: string): number => Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);

/** A process may end between being listed and being told … */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // … then there is nothing left to end.
  }
}

/** … or read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
