import { Counter, Histogram } from 'prom-client';
import { registry } from './registry.ts';

const runs = new Counter({
  name: 'mingqin_job_runs_total',
  help: 'Runs of jobs that have ended',
  labelNames: ['job', 'outcome'] as const,
  registers: [registry],
});
const seconds = new Histogram({
  name: 'mingqin_job_seconds',
  help: 'How long a run of a job takes',
  labelNames: ['job'] as const,
  buckets: [0.1, 0.5, 1, 5, 15, 30, 60, 300, 1800],
  registers: [registry],
});

/** `job`: a name from the contract. */
export function noteRun(job: string, outcome: 'done' | 'failed', tookSeconds: number): void {
  runs.inc({ job, outcome });
  seconds.observe({ job }, tookSeconds);
}
