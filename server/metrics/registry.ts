import { collectDefaultMetrics, Registry } from 'prom-client';

/** Every figure of this process: names begin with `mingqin_`, labels hold words of the code alone, never an id or a name of anybody. */
export const registry = new Registry();

/** Adds memory, CPU, handles and the delay of the event loop; once is enough. */
export function countProcess(): void {
  if (!registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: registry });
}
