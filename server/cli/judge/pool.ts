import { Worker } from 'node:worker_threads';
import type { JudgedLine } from './judge-line.ts';
import type { JudgeSettings } from './settings-file.ts';

type Waiting = { resolve: (judged: JudgedLine) => void; reject: (error: Error) => void };
type Member = { worker: Worker; waiting: Waiting[] };

/** Threads that judge lines; each answers in the order it was asked. */
export class JudgePool {
  private readonly members: Member[] = [];
  private readonly workers: number;
  private readonly settings: JudgeSettings;
  private fault: Error | null = null;

  /** Threads are opened as there is work for them: each takes longer to start than to judge a hundred days. */
  constructor(workers: number, settings: JudgeSettings) {
    this.workers = workers;
    this.settings = settings;
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
    if (this.members.length < this.workers) return this.open();
    return this.members.reduce((least, other) =>
      other.waiting.length < least.waiting.length ? other : least,
    );
  }

  private open(): Member {
    const worker = new Worker(workerProgram(), { workerData: this.settings });
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

/** A thread does not inherit the loader of TypeScript: it registers it, then loads the program. */
function workerProgram(): URL {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const program = JSON.stringify(new URL('./worker.ts', import.meta.url).href);
  const source = `import { register } from ${loader}; register(); await import(${program});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}
