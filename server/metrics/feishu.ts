import { Counter, Histogram } from 'prom-client';
import { registry } from './registry.ts';

const calls = new Counter({
  name: 'mingqin_feishu_calls_total',
  help: 'Calls of the platform, each attempt by itself',
  labelNames: ['operation', 'outcome'] as const,
  registers: [registry],
});
const seconds = new Histogram({
  name: 'mingqin_feishu_call_seconds',
  help: 'From the first attempt of a call to its end, with the waits between',
  labelNames: ['operation'] as const,
  buckets: [0.05, 0.1, 0.3, 1, 3, 10, 30],
  registers: [registry],
});
const paced = new Counter({
  name: 'mingqin_feishu_pacing_seconds_total',
  help: 'Time messages have waited for their turn, so that the limits of the platform are kept',
  registers: [registry],
});
const unsent = new Counter({
  name: 'mingqin_feishu_pacing_refused_total',
  help: 'Messages put off because their turn was too far away',
  registers: [registry],
});

/** `malformed`: not shaped as documented. `expected`: a refusal that is part of the plan. */
export type CallOutcome =
  | 'ok'
  | 'expected'
  | 'rate_limited'
  | 'token_expired'
  | 'no_answer'
  | 'malformed'
  | 'server_error'
  | 'refused';

export const noteCall = (operation: string, outcome: CallOutcome): void => calls.inc({ operation, outcome });

/** Told when the call ends, however it ends. */
export const timeCall = (operation: string): (() => void) => seconds.startTimer({ operation });

export const notePaced = (waitMs: number): void => paced.inc(waitMs / 1000);
export const noteUnsent = (): void => unsent.inc();
