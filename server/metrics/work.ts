import { Counter, Histogram } from 'prom-client';
import { registry } from './registry.ts';

const items = new Counter({
  name: 'mingqin_ingest_items_total',
  help: 'What phones have sent, by what became of it',
  labelNames: ['kind', 'outcome'] as const,
  registers: [registry],
});
const records = new Counter({
  name: 'mingqin_records_total',
  help: 'Records of other systems, by what became of them',
  labelNames: ['kind', 'outcome'] as const,
  registers: [registry],
});
const shifts = new Counter({
  name: 'mingqin_detection_shifts_total',
  help: 'Shifts judged',
  registers: [registry],
});
const judgements = new Histogram({
  name: 'mingqin_detection_seconds',
  help: 'Judging the due days of one person, many people side by side',
  labelNames: ['outcome'] as const,
  buckets: [0.1, 0.3, 1, 3, 10, 30, 120],
  registers: [registry],
});
const pulls = new Counter({
  name: 'mingqin_pulls_total',
  help: 'Pulls from other systems that have ended, by why: `finished`, or the fault that stopped them',
  labelNames: ['outcome'] as const,
  registers: [registry],
});
const deliveries = new Counter({
  name: 'mingqin_webhook_attempts_total',
  help: 'Attempts to tell other systems: `failed` is tried again, `given_up` is not',
  labelNames: ['outcome'] as const,
  registers: [registry],
});
const relayed = new Counter({
  name: 'mingqin_outbox_done_total',
  help: 'Pieces of work that changes left behind and that the relay has tried',
  labelNames: ['outcome'] as const,
  registers: [registry],
});

type ItemKind = 'fixes' | 'punches' | 'photos' | 'signals' | 'visits';

export function noteItems(
  kind: ItemKind,
  receipts: readonly Readonly<{ status: string; count?: number }>[],
): void {
  for (const { status, count = 1 } of receipts) items.inc({ kind, outcome: status }, count);
}

/** `kind`: one of the contract's. */
export const noteRecord = (
  kind: string,
  outcome: 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'refused',
): void => records.inc({ kind, outcome });

/** Times one judgement of a person's days and counts the shifts it judged. */
export async function timeJudgement(work: () => Promise<number>): Promise<number> {
  const end = judgements.startTimer();
  try {
    const judged = await work();
    shifts.inc(judged);
    end({ outcome: 'done' });
    return judged;
  } catch (error) {
    end({ outcome: 'failed' });
    throw error;
  }
}

/** `outcome`: `finished`, or a fault from the contract. */
export const notePull = (outcome: string): void => pulls.inc({ outcome });
export const noteDelivery = (outcome: 'delivered' | 'failed' | 'given_up'): void =>
  deliveries.inc({ outcome });

export function noteRelayed({ done, failed }: Readonly<{ done: number; failed: number }>): void {
  if (done > 0) relayed.inc({ outcome: 'done' }, done);
  if (failed > 0) relayed.inc({ outcome: 'failed' }, failed);
}
