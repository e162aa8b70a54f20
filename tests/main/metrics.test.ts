import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig, type Config } from '../../server/config.ts';
import { metricsOf } from '../../server/main/metrics.ts';
import '../../server/metrics/feishu.ts';
import '../../server/metrics/http.ts';
import '../../server/metrics/queue.ts';
import '../../server/metrics/store.ts';
import '../../server/metrics/work.ts';
import { GAUGES } from '../../server/metrics/gauges.ts';
import { registry } from '../../server/metrics/registry.ts';

const TOKEN = 'an-operator-token-of-forty-characters-00';
const waiting = async () => ({
  due: [{ job: 'sweep' as const, count: 1, oldestSeconds: 7 }],
  dead: 2,
});

function configOf(env: Readonly<Record<string, string>>): Config {
  const read = readConfig({ ...env });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.config;
}

const PRODUCTION = {
  MODE: 'production',
  STORE: 'embedded',
  PUBLIC_URL: 'https://mingqin.example.com',
  SECRET_KEY: 'k'.repeat(64),
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 's'.repeat(32),
  FEISHU_ENCRYPT_KEY: 'encrypt-key',
  FEISHU_VERIFICATION_TOKEN: 'verification-token',
  FEISHU_TENANT_KEY: 'tenant',
  APPROVAL_CODE_DECISION: 'A',
  APPROVAL_CODE_DECLARATION: 'B',
};

it('shows no figures in production without a token, which has to be a long one', () => {
  expect(metricsOf(configOf(PRODUCTION), waiting)).toEqual({});
  expect(metricsOf(configOf({ ...PRODUCTION, METRICS_TOKEN: TOKEN }), waiting).metrics?.token).toBe(TOKEN);
  expect(readConfig({ ...PRODUCTION, METRICS_TOKEN: 'short' })).toHaveProperty('faults');
});

it('shows them in the demo, which only this machine reaches: the queue, the disk and the process too', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'mingqin-figures-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, 'store'));
  await writeFile(join(dir, 'store', 'data.mdb'), Buffer.alloc(64 * 1024, 1));
  const config = configOf({ DATA_DIR: dir });
  expect(config.host).toBe('127.0.0.1');
  const { metrics } = metricsOf(config, waiting);
  expect(metrics?.token).toBeNull();
  const own = await metrics?.own();
  expect(own?.mingqin_queue_oldest_seconds).toEqual([{ value: 7, labels: { job: 'sweep' } }]);
  expect(own?.mingqin_queue_dead).toEqual([{ value: 2 }]);
  expect(own?.mingqin_store_bytes?.[0]?.value).toBeGreaterThanOrEqual(64 * 1024);
  expect(own?.mingqin_store_free_bytes?.[0]?.value).toBeGreaterThan(0);
  expect(await registry.metrics()).toContain('process_resident_memory_bytes');
});

it('counts everything that the guide has alarms for', async () => {
  const guide = readFileSync('server/deploy/README.md', 'utf8');
  const named = [...guide.matchAll(/\bmingqin_\w*[a-z]\b/g)].map(([name]) => name.replace(/_bucket$/, ''));
  const counted = (await registry.getMetricsAsJSON()).map(({ name }) => name);
  const known = new Set<string>([...counted, ...GAUGES.map(({ name }) => name)]);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
