import type { Reading, Readings } from '../metrics/gauges.ts';
import { healthParts } from '../feishu/cards/admin-health-card.ts';
import { isStoreFull, isStoreReady } from '../store/health.ts';
import { countUnfinished } from '../store/outbox.ts';
import type { PullSource } from '../store/pull-source-model.ts';
import { listPullSources } from '../store/pull-sources.ts';
import { countWaiting } from '../store/webhook-deliveries.ts';
import type { Deps } from './deps.ts';
import { findHealth } from './health.ts';
import { findNight } from './night.ts';
import { findSweptAt } from './swept.ts';

/** What stands in the store about the work that waits, for whoever watches over it; only whether it answers when it does not. */
export async function readFigures(deps: Deps): Promise<Readings> {
  const isUp = await isStoreReady();
  const store: Readings = {
    mingqin_store_up: one(isUp ? 1 : 0),
    mingqin_store_full: one(isStoreFull() ? 1 : 0),
  };
  if (!isUp) return store;
  const read = [readOutbox, readSweep, readNight, readParts, readSources, readWebhooks];
  // One that fails is absent and keeps no other away.
  const readings = await Promise.all(read.map((figures) => figures(deps).catch((): Readings => ({}))));
  return readings.reduce((all, some) => ({ ...all, ...some }), store);
}

async function readOutbox({ now }: Deps): Promise<Readings> {
  const { ready, putOff, failing, oldestAt } = await countUnfinished(now());
  return {
    mingqin_outbox_works: by('state', { ready, put_off: putOff, failing }),
    mingqin_outbox_oldest_seconds: one(ageS(now(), oldestAt)),
  };
}

async function readSweep({ now }: Deps): Promise<Readings> {
  const at = await findSweptAt();
  return +at === 0 ? {} : { mingqin_sweep_age_seconds: one(ageS(now(), at)) };
}

async function readNight(deps: Deps): Promise<Readings> {
  const { isDone, all, judged } = await findNight(deps);
  return {
    mingqin_night_done: one(isDone ? 1 : 0),
    mingqin_night_people: by('state', { all, judged }),
  };
}

async function readParts(): Promise<Readings> {
  const health = await findHealth();
  const isFailing = (part: (typeof healthParts)[number]): number =>
    health[part]?.code === undefined ? 0 : 1;
  return {
    mingqin_part_failing: healthParts.map((part) => ({ value: isFailing(part), labels: { part } })),
    mingqin_attendance_unread_people: one(
      isFailing('schedule-rows') === 1 ? (health['schedule-rows']?.count ?? 0) : 0,
    ),
  };
}

async function readSources(): Promise<Readings> {
  const sources = await listPullSources();
  const count = (is: (source: PullSource) => boolean): number => sources.filter(is).length;
  return {
    mingqin_pull_sources: by('state', {
      off: count(({ isOn }) => !isOn),
      working: count(({ isOn, fault }) => isOn && !fault),
      failing: count(({ isOn, fault }) => isOn && fault !== undefined),
    }),
    mingqin_pull_waiting_records: one(
      sources.reduce((sum, { waiting }) => sum + (waiting?.isConfirmed === false ? waiting.count : 0), 0),
    ),
  };
}

async function readWebhooks({ now }: Deps): Promise<Readings> {
  const { count, oldestAt } = await countWaiting();
  return {
    mingqin_webhook_waiting: one(count),
    mingqin_webhook_oldest_seconds: one(ageS(now(), oldestAt)),
  };
}

const one = (value: number): Reading[] => [{ value }];
const by = (label: string, values: Readonly<Record<string, number>>): Reading[] =>
  Object.entries(values).map(([word, value]) => ({ value, labels: { [label]: word } }));
const ageS = (now: Date, at: Date | undefined): number => (at ? Math.max(0, (+now - +at) / 1000) : 0);
