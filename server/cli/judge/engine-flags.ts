import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode a function runs before V8 optimizes it: four times the default of Node 20. */
const OPTIMIZE_AFTER_BYTES = 4 * 132 * 1024;

/**
 * Settings of V8 for a machine whose every core judges: its helper threads then only take time from the judging, so each thread collects
 * its young garbage by itself and optimizes half as many functions. With a core to spare the defaults are better. To be called before the
 * threads start.
 */
export function setEngineFlags(workers: number): void {
  if (workers < availableParallelism()) return;
  for (const flag of engineFlags(process.versions.v8)) setFlagsFromString(flag);
}

/** The flags that V8 of this version knows: of another one it complains on stderr. */
export function engineFlags(v8: string): readonly string[] {
  // From Node 22 on V8 counts invocations there, and its own counts stay.
  const countsBytes = Number.parseInt(v8, 10) < 12;
  return ['--no-parallel-scavenge', ...(countsBytes ? [`--interrupt-budget=${OPTIMIZE_AFTER_BYTES}`] : [])];
}
