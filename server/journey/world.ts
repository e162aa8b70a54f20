import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { APPROVAL_CODES, buildTenant, TENANT_KEY } from '../demo/company.ts';
import { foundingMoments } from '../demo/history.ts';
import { tellHistory } from '../demo/timeline.ts';
import { startEmbedded } from '../embedded/index.ts';
import { drawnApprovals } from '../feishu/approval-forms.ts';
import type { Deps } from '../flow/deps.ts';
import { serve } from '../main/serve.ts';
import { createSandbox, type Sandbox } from '../sandbox/index.ts';

/** The demo company on its own store and tenant, with a clock that stands until a story sets it. */
export type World = Readonly<{
  deps: Deps;
  url: string;
  sandbox: Sandbox;
  clock: Readonly<{ now: () => Date; set: (at: Date) => void }>;
  stop: () => Promise<void>;
}>;

const KEYS = {
  appId: 'cli_0123456789abcdef',
  appSecret: 'app-secret-of-the-journey',
  encryptKey: 'encrypt-key-of-the-journey',
  verificationToken: 'verification-token',
};
/** Stories jump over weeks; an event signed before a jump is still the tenant's. */
const EVENT_WINDOW_MS = 400 * 86_400_000;

/** Documents expire by the real clock, but stories live on days of their own: the sweep must not come during one. */
const TTL_EVERY_MS = 86_400_000;

/** The demo company, founded three weeks before `startAt`: everybody but the newcomer has read the policy and answered the notices. */
export async function openWorld(startAt: Date): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'mingqin-journey-'));
  const store = await startEmbedded({ dir, noSync: true, ttlEveryMs: TTL_EVERY_MS });
  let at = startAt;
  const clock = {
    now: () => at,
    set: (to: Date) => {
      at = to;
    },
  };
  const sandbox = await openTenant(clock);
  const server = await openServer(store.uri, sandbox, clock);
  const deps: Deps = { ...server.deps, enqueue: () => Promise.resolve() };
  const { moments } = foundingMoments(startAt);
  await tellHistory(deps, {
    clock: { now: clock.now, standAt: clock.set, runFrom: (to) => Promise.resolve(clock.set(to)) },
    moments,
    onProgress: () => undefined,
  });
  clock.set(startAt);
  return {
    deps,
    url: server.url,
    sandbox,
    clock,
    stop: async () => {
      await server.stop();
      await sandbox.close();
      await mongoose.disconnect();
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

type StoryClock = World['clock'];

const openTenant = ({ now, set }: StoryClock): Promise<Sandbox> =>
  createSandbox({
    ...KEYS,
    port: 0,
    dir: null,
    seed: buildTenant(drawnApprovals()),
    clock: { now, advanceTo: (to) => Promise.resolve(set(to)) },
    eventUrl: '',
    callbackUrl: '',
    appUrl: '',
    limits: null,
  });

async function openServer(storeUri: string, sandbox: Sandbox, { now }: StoryClock) {
  const server = await serve({
    config: {
      mode: 'demo',
      host: '127.0.0.1',
      port: 0,
      sandboxPort: 0,
      dataDir: '',
      store: { kind: 'mongodb', uri: storeUri },
      settleMs: 1_000,
      trustedProxy: false,
      logLevel: 'error',
    },
    storeUri,
    feishu: {
      ...KEYS,
      tenantKey: TENANT_KEY,
      baseUrl: sandbox.url,
      accountsUrl: sandbox.url,
      eventWindowMs: EVENT_WINDOW_MS,
      approvalCodes: APPROVAL_CODES,
    },
    secretKey: 'j'.repeat(64),
    publicUrl: null,
    now,
    frameAncestors: [sandbox.url],
  });
  sandbox.setUrls({
    appUrl: server.url,
    eventUrl: `${server.url}/feishu/events`,
    callbackUrl: `${server.url}/feishu/callbacks`,
  });
  return server;
}
