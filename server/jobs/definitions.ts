import type { Job, JobName } from '../contract/jobs.ts';
import { detectPerson } from '../flow/detect.ts';
import type { Deps } from '../flow/deps.ts';
import { handleEvents } from '../flow/event.ts';
import { pullDue } from '../flow/pull/pull-run.ts';
import { relay } from '../flow/relay.ts';
import { runReplay } from '../flow/tuning/replay-run.ts';
import { sweep } from '../flow/sweep.ts';
import { syncOrg } from '../flow/org/sync-org.ts';
import { pullAttendance } from '../flow/punch/upcoming.ts';
import { sendWebhooks } from '../flow/webhook/webhook-send.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * How each job runs. `lockMs` is three times the longest usual run: a worker that is silent for so long is taken for dead. `recurs`: its
 * cron is in the company's zone, and `mostMs` is the longest time between two runs; `settles` waits for ingest to go quiet.
 */
export type JobRule = Readonly<{
  lockMs: number;
  concurrency: number;
  recurs?: Readonly<{ cron: string; mostMs: number }>;
  settles?: boolean;
}>;
export const jobRules: Readonly<Record<JobName, JobRule>> = {
  detect: { lockMs: 2 * MINUTE, concurrency: 2, settles: true },
  relay: { lockMs: 2 * MINUTE, concurrency: 1 },
  sweep: { lockMs: 5 * MINUTE, concurrency: 1, recurs: { cron: '* * * * *', mostMs: MINUTE } },
  event: { lockMs: 2 * MINUTE, concurrency: 1 },
  webhook: { lockMs: 10 * MINUTE, concurrency: 1 },
  pull: { lockMs: 30 * MINUTE, concurrency: 1 },
  replay: { lockMs: 30 * MINUTE, concurrency: 1 },
  'sync-org': { lockMs: 5 * MINUTE, concurrency: 1, recurs: { cron: '30 1 * * *', mostMs: 25 * HOUR } },
  'pull-schedule': {
    lockMs: 10 * MINUTE,
    concurrency: 1,
    recurs: { cron: '10 */2 * * *', mostMs: 3 * HOUR },
  },
};

/** Runs one parsed job. */
export async function runJob(deps: Deps, job: Job): Promise<void> {
  switch (job.name) {
    case 'detect':
      await detectPerson(deps, job.personId);
      return;
    case 'relay':
      await relay(deps);
      return;
    case 'sweep':
      return sweep(deps);
    case 'event':
      return handleEvents(deps);
    case 'webhook':
      return sendWebhooks(deps);
    case 'pull':
      return pullDue(deps);
    case 'replay':
      return runReplay(deps, job.replayId);
    case 'sync-org':
      await syncOrg(deps);
      return;
    case 'pull-schedule':
      return pullAttendance(deps);
  }
}
