import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { makeProgram, readProgram } from '../../program.cjs';
import { setEngineFlags } from './engine-flags.ts';
import { judgeLine, type JudgedLine } from './judge-line.ts';
import type { JudgeSettings } from './settings-file.ts';

/** Lines a thread may have waiting: it is not idle while this one judges a line of its own, and few are held in memory. */
const LINES_PER_THREAD = 4;

type Waiting = { resolve: (judged: JudgedLine) => void; reject: (error: Error) => void };
type Member = { worker: Worker; waiting: Waiting[] };

/**
 * Judges lines in this thread and `workers - 1` others. This one reads and writes as well, so it judges only what the others have no
 * room for; it does not wait for them to start, which takes as long as some dozen lines.
 */
export class JudgePool {
  private readonly members: Member[] = [];
  private readonly others: number;
  private readonly settings: JudgeSettings;
  private isOpened = false;
  private isClosed = false;
  private fault: Error | null = null;

  constructor(workers: number, settings: JudgeSettings) {
    this.others = workers - 1;
    this.settings = settings;
  }

  /**
   * Judges one line; its bytes may no longer be used afterwards. Await something between two calls, so that the answers of the other
   * threads can come in.
   */
  async judge(line: Uint8Array<ArrayBuffer>): Promise<JudgedLine> {
    if (this.fault) throw this.fault;
    if (!this.isOpened) void this.openThreads();
    const member = this.leastBusy();
    return member ? this.judgeIn(member, line) : judgeLine(line, this.settings);
  }

  /** Opens the other threads; without it that happens with the first line. */
  async openThreads(): Promise<void> {
    this.isOpened = true;
    if (this.others === 0) return;
    setEngineFlags(this.others + 1);
    try {
      const kept = readProgram('judge-worker');
      const program = kept === null ? (await makeProgram('judge-worker')).text : readFileSync(kept, 'utf8');
      while (!this.isClosed && this.members.length < this.others) this.members.push(this.start(program));
    } catch (error) {
      this.fail(asError(error));
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }

  /** The thread with the least to do, if any has room. */
  private leastBusy(): Member | undefined {
    const [least] = this.members.toSorted((a, b) => a.waiting.length - b.waiting.length);
    return least && least.waiting.length < LINES_PER_THREAD ? least : undefined;
  }

  private judgeIn(member: Member, line: Uint8Array<ArrayBuffer>): Promise<JudgedLine> {
    const judged = new Promise<JudgedLine>((resolve, reject) => {
      member.waiting.push({ resolve, reject });
    });
    member.worker.postMessage(line, [line.buffer]);
    return judged;
  }

  private start(program: string): Member {
    const worker = new Worker(program, { eval: true, workerData: this.settings });
    const member: Member = { worker, waiting: [] };
    worker.on('message', (judged: JudgedLine) => member.waiting.shift()?.resolve(judged));
    worker.on('error', (error) => this.fail(asError(error)));
    worker.on('exit', (code) => {
      if (member.waiting.length > 0) this.fail(new Error(`a worker ended with code ${code}`));
    });
    return member;
  }

  private fail(error: Error): void {
    this.fault ??= error;
    for (const { waiting } of this.members) for (const { reject } of waiting.splice(0)) reject(error);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
