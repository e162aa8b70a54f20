/** Something started; `stop` may be called once and frees ports, locks and child processes. */
export type Running = Readonly<{ stop: () => Promise<void>; died: Promise<string> }>;

const PATIENCE_MS = 4_500;

/** Ctrl-C and SIGTERM stop it in order; a second one, or a stop that takes longer than 4.5 s, ends at once. */
export function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = (code: number): void => {
    if (stopping) process.exit(code === 0 ? 130 : code);
    stopping = true;
    setTimeout(() => process.exit(code === 0 ? 1 : code), PATIENCE_MS).unref();
    void running
      .stop()
      .catch(() => process.exit(1))
      .then(() => process.exit(code));
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  void watch(running, (why) => {
    if (stopping) return;
    process.stderr.write(`mingqin: ${why}\n`);
    stop(1);
  });
}

async function watch(running: Running, onDeath: (why: string) => void): Promise<void> {
  onDeath(await running.died);
}

/** Runs the steps in order; a step that fails does not keep the next from running. */
export async function stopInOrder(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw faults[0];
}
