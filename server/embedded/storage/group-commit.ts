import { CommandError } from '../command-error.ts';

/** `run` does the work and returns what answers it, once that is flushed. */
type Waiting = { run: () => () => void; refuse: (error: unknown) => void };

/** Writes that wait together share one transaction and one flush. */
export class GroupCommit {
  readonly #commit: (run: () => void) => Promise<void>;
  #queue: Waiting[] = [];
  #committing = false;

  /** `commit` runs a group in one transaction and resolves once it is on disk; when it fails, nothing of the group stays. */
  constructor(commit: (run: () => void) => Promise<void>) {
    this.#commit = commit;
  }

  /**
   * Resolves when `work` and all that waits with it is flushed. If `work` throws a CommandError, what it changed before stays; any other
   * error undoes the whole group.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = (): (() => void) => {
        try {
          const value = work();
          return () => resolve(value);
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          return () => reject(error);
        }
      };
      this.#queue.push({ run, refuse: reject });
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
      let answers: (() => void)[] = [];
      try {
        await this.#commit(() => (answers = group.map(({ run }) => run())));
      } catch (error) {
        answers = group.map(
          ({ refuse }) =>
            () =>
              refuse(error),
        );
      }
      for (const answer of answers) answer();
    }
    this.#committing = false;
  }
}
