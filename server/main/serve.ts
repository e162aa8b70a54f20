import type { Server } from 'node:http';
import { once } from 'node:events';
import mongoose from 'mongoose';
import pino from 'pino';
import { createApp } from '../app.ts';
import type { Config, FeishuConfig } from '../config.ts';
import { createPuller } from '../connectors/pull/json-puller.ts';
import { createWebhookSender } from '../connectors/webhooks/http-sender.ts';
import type { Reach } from '../connectors/reach/reach.ts';
import type { MessageSender } from '../connectors/messages/message-sender.ts';
import { describeError } from '../errors.ts';
import { createFeishu, startLongConnection } from '../feishu/index.ts';
import type { Deps } from '../flow/deps.ts';
import { endCutOff } from '../flow/records/import-record.ts';
import { watchApprovals } from '../flow/approval/approval-events.ts';
import { platformDoor } from '../flow/platform-door.ts';
import { openDataKey } from '../flow/secret/data-key.ts';
import { createSharedTokens } from '../flow/secret/shared-tokens.ts';
import { createJobs } from '../jobs/agenda.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import { makeIndexes } from '../store/indexes.ts';
import { MINIAPP_DIST } from './build-miniapp.ts';
import { createDoor } from './door.ts';
import { explainFirstCall } from './first-call.ts';
import { createHttpServer } from './http-server.ts';
import { explainKey, KeyFault } from './key-fault.ts';
import { metricsOf } from './metrics.ts';
import type { Preparing } from './preparing.ts';
import { timeCommands } from '../store/command-times.ts';
import { isHalfRestored } from '../store/restore-mark.ts';
import type { Tombstones } from '../store/tombstones.ts';
import { StartFault, toListenFault } from './start-fault.ts';
import { stopInOrder } from './stop.ts';
import { explainStore } from './store-fault.ts';
import { holdList } from './tombstones.ts';

export type Server_ = Readonly<{
  deps: Deps;
  url: string;
  /** Lets the queue run; before it, nothing happens by itself. */
  startJobs: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/** Scheduled messages of a morning: wide enough to stay below the platform's limit, short enough to be read in time. */
const SPREAD_MS = 8 * 60_000;
/** Totals of three months do not change within this time. */
const COMPARISONS_KEPT_MS = 10 * 60_000;

/** Jobs may be cut off anywhere, and a stop is over within 1.5 s. */
const DRAIN_MS = 800;
const LAST_ANSWERS_MS = 400;

/** Connects, wires and listens: the same in the demo and in production. */
export async function serve(input: {
  config: Config;
  storeUri: string;
  feishu: FeishuConfig;
  secretKey: string;
  secretKeyBefore?: string;
  publicUrl: string | null;
  now: () => Date;
  aheadMs?: () => number;
  frameAncestors: readonly string[];
  /** Writes to people without a chat account. */
  messages?: MessageSender;
  /** What must not come back with a backup. */
  tombstones?: Tombstones;
  say?: (line: string) => void;
  /** Whether this start has made the keys of the demo. */
  isFolderNew?: boolean;
  /** Answers people as long as there is nothing whole to show. */
  preparing?: Preparing;
}): Promise<Server_> {
  const { config } = input;
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  await connect(input.storeUri, config);
  if (!(await openDataKey(input))) throw new KeyFault(explainKey(config, input.isFolderNew ?? false));
  const door = createDoor();
  const http = createHttpServer(door.onRequest);
  const url = await listen(http, config);
  const jobs = await createJobs({
    uri: input.storeUri,
    isAlone: config.store.kind === 'embedded',
    timeZone: (await getOrgMapping()).timeZone,
    settleMs: config.settleMs,
    drainMs: DRAIN_MS,
    logger,
  });
  const deps: Deps = {
    feishu: createFeishu({
      ...input.feishu,
      logger,
      unpaced: config.mode === 'demo',
      sharedTokens: createSharedTokens(input.secretKey),
    }),
    now: input.now,
    ...(input.aheadMs && { aheadMs: input.aheadMs }),
    enqueue: jobs.enqueue,
    publicUrl: input.publicUrl ?? url,
    approvalCodes: input.feishu.approvalCodes,
    secretKey: input.secretKey,
    ...(input.secretKeyBefore !== undefined && { secretKeyBefore: input.secretKeyBefore }),
    settleMs: config.settleMs,
    noteBug: (where, error) => logger.error({ where, ...describeError(error) }, 'unexpected error'),
    ...(input.messages && { messages: input.messages }),
    ...(input.tombstones && { tombstones: input.tombstones }),
    webhooks: createWebhookSender(reachOf(config, config.webhookPrivateNetwork)),
    puller: createPuller(reachOf(config, config.pullPrivateNetwork)),
    ...(config.mode === 'production' && { spreadMs: SPREAD_MS, comparisonsKeptMs: COMPARISONS_KEPT_MS }),
  };
  jobs.define(deps);
  const isLong = input.feishu.events === 'long_connection';
  const app = createApp(deps, {
    miniappDir: MINIAPP_DIST,
    frameAncestors: [...input.frameAncestors],
    secureCookies: config.mode === 'production',
    trustedProxy: config.trustedProxy,
    ...(isLong ? {} : { webhooks: input.feishu }),
    ...(input.feishu.jssdkUrl === undefined ? {} : { jssdkUrl: input.feishu.jssdkUrl }),
    ...metricsOf(config, jobs.waiting),
    logger,
  });
  // Before anybody is let in: what is under way now was left by a process that died.
  if (config.store.kind === 'embedded') await endCutOff(deps);
  const list = input.tombstones && (await holdList(deps, input.tombstones, input.say));
  const answer = app.callback();
  door.open((request, response) => {
    if (input.preparing?.answer(request, response) !== true) void answer(request, response);
  });
  for (const { variable, error } of await watchApprovals(deps))
    logger.warn(
      describeError(error),
      `${explainFirstCall(error, input.feishu.baseUrl)}: events of ${variable} are not subscribed; its decisions are asked for every 15 minutes`,
    );
  const connection = isLong ? startLongConnection({ ...input.feishu, logger, ...platformDoor(deps) }) : null;
  return {
    deps,
    url,
    startJobs: jobs.start,
    stop: () =>
      stopInOrder([
        async () => connection?.stop(),
        () => close(http),
        jobs.stop,
        async () => list?.stop(),
        () => mongoose.disconnect(),
      ]),
  };
}

/** The demo has no network of a company to protect, and what it reaches is on this machine. */
function reachOf({ mode }: Config, mayBePrivate = false): Reach {
  return { mayBePrivate, mayBePlain: mode === 'demo' };
}

const HALF_RESTORED =
  'the store holds a part of a backup, because restoring it was broken off: stop every server, restore it again (npm run -s embedded -- --restore FILE) and start then';

async function connect(uri: string, { store }: Config): Promise<void> {
  try {
    await mongoose.connect(uri, { serverSelectionTimeoutMS: 10_000 });
    timeCommands(mongoose.connection.getClient());
    const { db } = mongoose.connection;
    if (db && (await isHalfRestored(db))) throw new StartFault(HALF_RESTORED);
    await makeIndexes();
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(explainStore(error, store.kind));
  }
}

async function listen(http: Server, config: Config): Promise<string> {
  http.listen(config.port, config.host);
  await once(http, 'listening').catch((error: unknown) => {
    throw toListenFault(error, config);
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
}

async function close(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    http.close(() => resolve());
  });
  http.closeIdleConnections();
  setTimeout(() => http.closeAllConnections(), LAST_ANSWERS_MS).unref();
  await closed;
}
