import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { JudgedLine } from './judge-line.ts';
import type { JudgeSettings } from './settings-file.ts';

type Waiting = { resolve: (judged: JudgedLine) => void; reject: (error: Error) => void };
type Member = { worker: Worker; waiting: Waiting[] };

/** Threads that judge lines; each answers in the order it was asked. */
export class JudgePool {
  private readonly members: Member[] = [];
  private readonly workers: number;
  private readonly settings: JudgeSettings;
  private readonly program: string;
  private fault: Error | null = null;

  private constructor(workers: number, settings: JudgeSettings, program: string) {
    this.workers = workers;
    this.settings = settings;
    this.program = program;
  }

  /** Threads are opened as there is work for them. */
  static async open(workers: number, settings: JudgeSettings): Promise<JudgePool> {
    return new JudgePool(workers, settings, await bundleWorker());
  }

  /** Gives the line to the thread with the least to do; its bytes are given away. */
  judge(line: Uint8Array<ArrayBuffer>): Promise<JudgedLine> {
    if (this.fault) return Promise.reject(this.fault);
    const member = this.leastBusy();
    const judged = new Promise<JudgedLine>((resolve, reject) => {
      member.waiting.push({ resolve, reject });
    });
    member.worker.postMessage(line, [line.buffer]);
    return judged;
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }

  private leastBusy(): Member {
    const free = this.members.find(({ waiting }) => waiting.length === 0);
    if (free) return free;
    if (this.members.length < this.workers) return this.start();
    return this.members.reduce((least, other) =>
      other.waiting.length < least.waiting.length ? other : least,
    );
  }

  private start(): Member {
    const worker = new Worker(this.program, { eval: true, workerData: this.settings });
    const member: Member = { worker, waiting: [] };
    worker.on('message', (judged: JudgedLine) => member.waiting.shift()?.resolve(judged));
    worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => {
      if (member.waiting.length > 0) this.fail(new Error(`a worker ended with code ${code}`));
    });
    this.members.push(member);
    return member;
  }

  private fail(error: Error): void {
    this.fault ??= error;
    for (const { waiting } of this.members) for (const { reject } of waiting.splice(0)) reject(error);
  }
}

/**
 * The thread's program as one script: a thread that loads two hundred TypeScript files through its own loader is busy for a second
 * before its first line.
 */
async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    charset: 'utf8',
    sourcemap: false,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote no file');
  return file.text;
}
