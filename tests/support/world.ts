import mongoose from 'mongoose';
import type { TenantSeed } from '../../server/contract/tenant.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { serve } from '../../server/main/serve.ts';
import { createSandbox, type Sandbox } from '../../server/sandbox/index.ts';
import { startTestDatabase } from './db.ts';
import { createVisitor, type Visitor } from './visitor.ts';

export type World = Readonly<{
  deps: Deps;
  /** Address of the app. */
  url: string;
  sandbox: Sandbox;
  clock: { now: () => Date; set: (at: Date) => void };
  /** Signs in through the tenant's OAuth as a browser would. */
  visit: (employeeNo: string) => Promise<Visitor>;
  startJobs: () => Promise<void>;
  stop: () => Promise<void>;
}>;

const KEYS = {
  appId: 'cli_0123456789abcdef',
  appSecret: 'app-secret-of-the-test',
  encryptKey: 'encrypt-key-of-the-test',
  verificationToken: 'verification-token',
};

/** The whole server on its own store and tenant, on free ports, with a clock that stands until it is set. */
export async function startWorld(input: {
  seed: TenantSeed;
  startAt: Date;
  approvalCodes: { decision: string; declaration: string };
}): Promise<World> {
  let at = input.startAt;
  const clock = {
    now: () => at,
    set: (to: Date) => {
      at = to;
    },
  };
  const database = await startTestDatabase();
  const urls = { eventUrl: '', callbackUrl: '', appUrl: '' };
  const advanceTo = (to: Date): Promise<void> => Promise.resolve(clock.set(to));
  const sandbox = await createSandbox({
    ...KEYS,
    ...urls,
    port: 0,
    dir: null,
    seed: input.seed,
    clock: { now: clock.now, advanceTo },
  });
  const server = await serve({
    config: {
      mode: 'demo',
      host: '127.0.0.1',
      port: 0,
      sandboxPort: 0,
      dataDir: '',
      store: { kind: 'mongodb', uri: database.uri },
      settleMs: 1_000,
      trustedProxy: false,
      logLevel: 'silent',
    },
    storeUri: database.uri,
    feishu: {
      ...KEYS,
      tenantKey: input.seed.tenantKey,
      baseUrl: sandbox.url,
      accountsUrl: sandbox.url,
      approvalCodes: input.approvalCodes,
    },
    secretKey: 'k'.repeat(64),
    publicUrl: null,
    now: clock.now,
    frameAncestors: [sandbox.url],
  });
  sandbox.setUrls({
    appUrl: server.url,
    eventUrl: `${server.url}/feishu/events`,
    callbackUrl: `${server.url}/feishu/callbacks`,
  });
  return {
    deps: server.deps,
    url: server.url,
    sandbox,
    clock,
    visit: (employeeNo) => createVisitor({ appUrl: server.url, sandboxUrl: sandbox.url, employeeNo }),
    startJobs: server.startJobs,
    stop: async () => {
      await server.stop();
      await sandbox.close();
      await mongoose.disconnect();
      await database.stop();
    },
  };
}
