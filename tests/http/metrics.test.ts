import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { registry } from '../../server/metrics/registry.ts';
import { timeCommands } from '../../server/store/command-times.ts';
import { saveSetting } from '../../server/store/settings.ts';
import { useDatabase } from '../support/db.ts';
import { buildBatch, buildPunch, buildPunches, createShop } from '../support/phone.ts';
import { useApp, type Reply } from './app.ts';
import { registeredRoutes } from './registered-routes.ts';

const database = useDatabase();
const TOKEN = 'an-operator-token-of-forty-characters-00';
const open = useApp({ metrics: { token: null, own: async () => ({}) } });
const guarded = useApp({ metrics: { token: TOKEN, own: async () => ({}) } });
const without = useApp();
let shop: Awaited<ReturnType<typeof createShop>>;
let deps: Deps;
beforeEach(async () => {
  shop = await createShop();
  deps = open.use(shop.deps);
});

type Line = Readonly<{ name: string; labels: Readonly<Record<string, string>>; value: number }>;

function readPage({ body }: Reply): Line[] {
  const lines = String(body)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name = '', inside = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [line];
    const labels = [...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', word = '']) => [key, word]);
    return { name, labels: Object.fromEntries(labels), value: Number(value) };
  });
}

const ask = async (): Promise<Line[]> => readPage(await open.call('/metrics'));
const valueOf = (lines: readonly Line[], name: string, labels: Readonly<Record<string, string>> = {}) =>
  lines.find(
    (line) => line.name === name && Object.entries(labels).every(([key, word]) => line.labels[key] === word),
  )?.value;

describe('who may read the figures', () => {
  it('nobody without the token, and nobody at all where none was set', async () => {
    guarded.use(shop.deps);
    without.use(shop.deps);
    expect((await without.call('/metrics')).status).toBe(404);
    const asked = (authorization?: string) =>
      guarded.call('/metrics', { headers: authorization === undefined ? {} : { authorization } });
    expect((await asked()).status).toBe(401);
    expect((await asked('Bearer another')).status).toBe(401);
    expect((await asked(TOKEN)).status).toBe(401);
    const reply = await asked(`Bearer ${TOKEN}`);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });
});

describe('what the figures say', () => {
  it('nothing of anybody: labels are words of the code, routes are patterns, and their number is bounded', async () => {
    // Other files of this worker have asked with other methods.
    registry.resetMetrics();
    const cookie = await open.signIn('ou_zhang');
    const id = randomUUID();
    for (const path of [
      `/api/v1/my/cases/${id}`,
      `/api/v1/punches/${id}/photo`,
      '/api/v1/records/visits/VISIT-2026-001',
      `/no/such/${id}`,
      '/h5/index.html?person=zhang',
      '/api/v1/me',
    ])
      await open.call(path, { cookie });
    await open.call(`/wild/${id}`, { method: 'PROPFIND' });
    await open.post('/api/v1/punches', buildPunches([buildPunch('09:00')]), cookie);
    await relay(deps);
    const reply = await open.call('/metrics');
    const text = String(reply.body);
    for (const told of ['zhang', '张导购', 'ou_', id, 'VISIT-2026-001', '世纪大道店', '/h5/'])
      expect(text).not.toContain(told);
    const lines = readPage(reply);
    const webhooks = { appId: 'a', encryptKey: 'e', verificationToken: 'v' };
    const patterns = new Set([
      'none',
      '/metrics',
      ...registeredRoutes(deps, webhooks).map((one) => one.split(' ')[1] ?? ''),
    ]);
    const wordsOf = (label: string) =>
      lines.flatMap(({ name, labels }) =>
        name.startsWith('mingqin_http') && labels[label] !== undefined ? [labels[label]] : [],
      );
    expect(wordsOf('route').length).toBeGreaterThan(5);
    expect(wordsOf('route').filter((route) => !patterns.has(route))).toEqual([]);
    expect(wordsOf('method').filter((method) => !/^(GET|POST|other)$/.test(method))).toEqual([]);
    expect(wordsOf('status').filter((status) => !/^([1-5]xx|aborted)$/.test(status))).toEqual([]);
    const ownLabels = new Set(
      lines.flatMap(({ name, labels }) => (name.startsWith('mingqin_') ? Object.keys(labels) : [])),
    );
    expect([...ownLabels].toSorted()).toEqual(
      ['job', 'kind', 'le', 'method', 'operation', 'outcome', 'part', 'route', 'state', 'status'].filter(
        (label) => ownLabels.has(label),
      ),
    );
    const words = lines.flatMap(({ name, labels }) =>
      name.startsWith('mingqin_')
        ? Object.entries(labels).flatMap(([key, word]) => (['route', 'le'].includes(key) ? [] : [word]))
        : [],
    );
    expect(words.filter((word) => !/^[\w.-]{2,30}$/.test(word) || /[0-9a-f]{8}-/.test(word))).toEqual([]);
  });

  it('requests by route and status, and what phones have sent by what became of it', async () => {
    const cookie = await open.signIn('ou_zhang');
    const before = await ask();
    const punch = buildPunch('09:00');
    for (let n = 0; n < 2; n += 1) await open.post('/api/v1/punches', buildPunches([punch]), cookie);
    await open.post('/api/v1/fixes', buildBatch([{}]), cookie);
    await open.call('/api/v1/my/cases/x');
    const after = await ask();
    const grown = (name: string, labels: Readonly<Record<string, string>>) =>
      (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0);
    const punches = { method: 'POST', route: '/api/v1/punches' };
    expect(grown('mingqin_http_requests_total', { ...punches, status: '2xx' })).toBe(2);
    expect(grown('mingqin_http_request_seconds_count', punches)).toBe(2);
    expect(grown('mingqin_http_requests_total', { route: 'none', status: '4xx' })).toBe(1);
    expect(grown('mingqin_ingest_items_total', { kind: 'punches', outcome: 'created' })).toBe(1);
    expect(grown('mingqin_ingest_items_total', { kind: 'punches', outcome: 'duplicate' })).toBe(1);
  });

  it('what waits to be done, and since when; less of it once the relay has run', async () => {
    const at = deps.now();
    const audit = (id: string) => ({
      id,
      kind: 'audit' as const,
      entry: { at: new Date(+at - 90_000), actorId: 'system', action: 'test.note', subject: 'settings:x' },
    });
    await relay(deps);
    const before = await ask();
    await saveSetting('x', 1, [
      audit(randomUUID()),
      { id: randomUUID(), kind: 'card', slot: 'later', notBefore: new Date(+at + 3_600_000) },
    ]);
    const waiting = await ask();
    const works = (lines: readonly Line[], state: string) =>
      valueOf(lines, 'mingqin_outbox_works', { state }) ?? Number.NaN;
    expect(works(waiting, 'ready') - works(before, 'ready')).toBe(1);
    expect(works(waiting, 'put_off') - works(before, 'put_off')).toBe(1);
    expect(valueOf(waiting, 'mingqin_outbox_oldest_seconds')).toBeCloseTo(90, 3);
    await relay(deps);
    const done = await ask();
    expect(works(done, 'ready')).toBe(works(before, 'ready'));
    expect(valueOf(done, 'mingqin_outbox_oldest_seconds')).toBe(0);
    const relayed = (lines: readonly Line[]) =>
      valueOf(lines, 'mingqin_outbox_done_total', { outcome: 'done' }) ?? 0;
    expect(relayed(done) - relayed(waiting)).toBe(1);
  });

  it('how old the last sweep is, and how far the night has come', async () => {
    expect(valueOf(await ask(), 'mingqin_sweep_age_seconds')).toBeUndefined();
    shop.setNow(new Date(+deps.now() + 86_400_000));
    expect(valueOf(await ask(), 'mingqin_night_done')).toBe(0);
    await sweep(deps).catch(() => undefined);
    shop.setNow(new Date(+deps.now() + 120_000));
    const lines = await ask();
    expect(valueOf(lines, 'mingqin_sweep_age_seconds')).toBe(120);
    expect(valueOf(lines, 'mingqin_night_done')).toBe(1);
    const people = (state: string) => valueOf(lines, 'mingqin_night_people', { state });
    expect(people('all')).toBeGreaterThan(0);
    expect(people('judged')).toBe(people('all'));
  });

  it('that the store answers, how long its commands take, and that it is away, without the rest', async () => {
    timeCommands(mongoose.connection.getClient());
    await saveSetting('y', 1);
    const lines = await ask();
    expect(valueOf(lines, 'mingqin_store_up')).toBe(1);
    expect(valueOf(lines, 'mingqin_store_command_seconds_count')).toBeGreaterThan(0);
    await mongoose.disconnect();
    try {
      const away = await ask();
      expect(valueOf(away, 'mingqin_store_up')).toBe(0);
      expect(valueOf(away, 'mingqin_outbox_works')).toBeUndefined();
    } finally {
      await mongoose.connect(database.uri());
    }
  });
});
