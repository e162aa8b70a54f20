import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode a function runs before V8 optimizes it: four times the default of Node 20. */
const OPTIMIZE_AFTER_BYTES = 4 * 132 * 1024;

/**
 * Where every core judges, V8's own helper threads only take time from the judging: each thread then collects its young garbage by
 * itself and optimizes what it runs often, half as many functions. With a core to spare the defaults are better. To be called before the
 * threads start.
 */
export function setEngineFlags(workers: number): void {
  if (workers < availableParallelism()) return;
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString(`--interrupt-budget=${OPTIMIZE_AFTER_BYTES}`);
}
