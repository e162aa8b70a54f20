import { parseCLI, startVitest, type Reporter, type TestModule, type TestSpecification } from 'vitest/node';
import { endStuck, workersHere } from './stuck-workers.ts';

/** Longer than any hook or test may take: then no worker is at work any more. */
const SILENCE_MS = Number(process.env['TEST_SILENCE_S'] ?? 300) * 1000;
const WORKER_GONE = '[vitest-pool]: Worker forks emitted error';

/** Vitest ends what waits too long in a test, but waits without end for a worker that answers nothing: those are ended here. */
class Watch implements Reporter {
  readonly begun = new Set<string>();
  readonly unfinished = new Set<string>();
  ended = 0;
  #lastMs = Date.now();
  readonly #timer = setInterval(() => void this.#look(), 1000).unref();
  onTestRunStart(files: readonly TestSpecification[]): void {
    for (const { moduleId } of files) this.unfinished.add(moduleId);
    this.#touch();
  }
  onTestModuleQueued(file: TestModule): void {
    this.begun.add(file.moduleId);
    this.#touch();
  }
  onTestModuleEnd(file: TestModule): void {
    this.begun.delete(file.moduleId);
    this.unfinished.delete(file.moduleId);
    this.#touch();
  }
  onTestCaseReady = (): void => this.#touch();
  onTestCaseResult = (): void => this.#touch();
  onHookEnd = (): void => this.#touch();
  onTestRunEnd = (): void => clearInterval(this.#timer);
  #touch(): void {
    this.#lastMs = Date.now();
  }
  async #look(): Promise<void> {
    if (Date.now() - this.#lastMs < SILENCE_MS) return;
    this.#touch();
    const files = [...this.begun].join('\n  ');
    console.error(
      `\nNothing came from the workers for ${SILENCE_MS / 1000} s. Begun and not ended:\n  ${files}`,
    );
    for (const pid of workersHere()) {
      this.ended += 1;
      console.error(await endStuck(pid));
    }
  }
}

async function run(filters: string[], options: Parameters<typeof startVitest>[2]) {
  const watch = new Watch();
  const vitest = await startVitest('test', filters, {
    ...options,
    watch: false,
    reporters: ['default', watch],
  });
  await vitest.close();
  const { state } = vitest;
  const failed = state.getTestModules().filter((file) => file.state() === 'failed').length;
  // Vitest tells of a worker that was ended as an error; its file is run again.
  const errors = state.getUnhandledErrors().filter((error) => !String(error).includes(WORKER_GONE)).length;
  return { stuck: watch.ended > 0 ? [...watch.unfinished] : [], failed: failed + errors };
}

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const first = await run(filter, options);
if (first.stuck.length > 0) {
  // Once more, in new processes: what is stuck again is a failure.
  console.error(`\nRun again because their worker had to be ended:\n  ${first.stuck.join('\n  ')}\n`);
  const again = await run(first.stuck, options);
  console.error(`\n${first.stuck.length} files run again, ${again.stuck.length} stuck again.`);
  process.exitCode = first.failed + again.failed + again.stuck.length > 0 ? 1 : 0;
}

process.exit();
