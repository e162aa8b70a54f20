import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Characters: a write for each period takes longer than making its text. */
const WRITTEN_AT_ONCE = 256 * 1024;

/** The file of the findings, or `stdout` for "-", written in large pieces. */
export class Output {
  private readonly out: Writable;
  private readonly isFile: boolean;
  private text = '';
  private fault: Error | null = null;

  constructor(path: string, stdout: Writable) {
    this.isFile = path !== '-';
    this.out = this.isFile ? createWriteStream(path) : stdout;
    this.out.on('error', (error) => {
      this.fault ??= error;
    });
  }

  /** Throws when an earlier piece could not be written. */
  async write(text: string): Promise<void> {
    this.text += text;
    if (this.text.length >= WRITTEN_AT_ONCE) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    if (!this.isFile) return;
    this.out.end();
    await finished(this.out);
  }

  private async flush(): Promise<void> {
    if (this.fault) throw this.fault;
    const isFull = this.text !== '' && !this.out.write(this.text);
    this.text = '';
    if (isFull) await once(this.out, 'drain');
  }
}
