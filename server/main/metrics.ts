import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { z } from 'zod';
import type { AppOptions } from '../app.ts';
import type { Config } from '../config.ts';
import type { Jobs } from '../jobs/agenda.ts';
import type { Readings } from '../metrics/gauges.ts';
import { countProcess } from '../metrics/registry.ts';

/** For the size of a store that may have stopped answering. */
const PATIENCE_MS = 2_000;
const StatsSchema = z.object({ totalSize: z.number() });

/** In production nobody reads figures without the token; the demo listens for this machine alone. */
export function metricsOf(config: Config, waiting: Jobs['waiting']): Pick<AppOptions, 'metrics'> {
  const token = config.metricsToken ?? null;
  if (token === null && config.mode === 'production') return {};
  countProcess();
  const own = async (): Promise<Readings> => {
    const nothing = (): Readings => ({});
    const [queue, disk] = await Promise.all([
      readQueue(waiting).catch(nothing),
      (config.store.kind === 'embedded' ? readFolder(join(config.dataDir, 'store')) : readDatabase()).catch(
        nothing,
      ),
    ]);
    return { ...queue, ...disk };
  };
  return { metrics: { token, own } };
}

async function readQueue(waiting: Jobs['waiting']): Promise<Readings> {
  const { due, dead } = await waiting();
  return {
    mingqin_queue_due: due.map(({ job, count }) => ({ value: count, labels: { job } })),
    mingqin_queue_oldest_seconds: due.map(({ job, oldestSeconds }) => ({
      value: oldestSeconds,
      labels: { job },
    })),
    mingqin_queue_dead: [{ value: dead }],
  };
}

async function readFolder(dir: string): Promise<Readings> {
  const names = await readdir(dir);
  const sizes = await Promise.all(names.map((name) => stat(join(dir, name))));
  const { bavail, bsize } = await statfs(dir);
  return {
    mingqin_store_bytes: [{ value: sizes.reduce((sum, { blocks }) => sum + blocks * 512, 0) }],
    mingqin_store_free_bytes: [{ value: bavail * bsize }],
  };
}

async function readDatabase(): Promise<Readings> {
  const stats = mongoose.connection.db?.command({ dbStats: 1 }, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const { totalSize } = StatsSchema.parse(await stats);
  return { mingqin_store_bytes: [{ value: totalSize }] };
}
