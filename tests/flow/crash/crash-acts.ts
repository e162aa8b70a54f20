import { createPuller } from '../../../server/connectors/pull/json-puller.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { handleEvents } from '../../../server/flow/event.ts';
import { syncOrg } from '../../../server/flow/org/sync-org.ts';
import { pullDue } from '../../../server/flow/pull/pull-run.ts';
import { pullAttendance } from '../../../server/flow/punch/upcoming.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';

/** What the queue runs, as it runs it; a job that failed is run again. */
export const ACTS = {
  directory: async (deps) => {
    await syncOrg(deps);
    await relay(deps);
  },
  attendance: async (deps) => {
    await pullAttendance(deps);
    await relay(deps);
  },
  pull: async (deps) => {
    await pullDue(deps);
    await relay(deps);
  },
  events: async (deps) => {
    await handleEvents(deps);
    await relay(deps);
  },
  sweep,
} as const satisfies Record<string, (deps: Deps) => Promise<unknown>>;
export type Act = keyof typeof ACTS;

export const puller = createPuller(
  { mayBePrivate: true, mayBePlain: true },
  { pauseMs: 0, patienceMs: 4_000 },
);
