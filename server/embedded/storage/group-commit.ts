import { CommandError } from '../command-error.ts';

type Pending = { run: () => void; settle: (failure?: Error) => void };

/** Writes that wait together share one transaction and one flush. */
export class GroupCommit {
  readonly #commit: (run: () => void) => Promise<void>;
  #queue: Pending[] = [];
  #committing = false;

  /** `commit` runs a group in one transaction and resolves once it is on disk; when it fails, nothing of the group stays. */
  constructor(commit: (run: () => void) => Promise<void>) {
    this.#commit = commit;
  }

  /**
   * Resolves when `work` and all that waits with it is flushed. Work that throws a CommandError has changed nothing yet or stands by what
   * it changed; any other error undoes the whole group.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let outcome: { value: T } | { error: CommandError };
      const run = (): void => {
        try {
          outcome = { value: work() };
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          outcome = { error };
        }
      };
      const settle = (failure?: Error): void => {
        if (failure) reject(failure);
        else if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.value);
      };
      this.#queue.push({ run, settle });
      if (!this.#committing) void this.#drain();
    });
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#committing) await new Promise((resolve) => setImmediate(resolve));
  }

  async #drain(): Promise<void> {
    this.#committing = true;
    // Requests that arrive in the same turn of the event loop share one flush.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length) {
      const group = this.#queue.splice(0);
      let failure: Error | undefined;
      try {
        await this.#commit(() => group.forEach(({ run }) => run()));
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
      group.forEach(({ settle }) => settle(failure));
    }
    this.#committing = false;
  }
}
