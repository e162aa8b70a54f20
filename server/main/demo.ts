import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config, FeishuConfig } from '../config.ts';
import { createSandboxSender } from '../connectors/messages/sandbox-sender.ts';
import { APPROVAL_CODES, buildTenant, TENANT_KEY } from '../demo/company.ts';
import type { Approve } from '../demo/history.ts';
import { findDemo, seedDemo } from '../demo/seed.ts';
import { DEMO_ZONE, demoStart } from '../demo/start-time.ts';
import { dayOf } from '../domain/time.ts';
import { findNextDeadline } from '../store/case-clocks.ts';
import { carrySessions } from '../flow/org/sign-in.ts';
import { drawnApprovals } from '../feishu/approval-forms.ts';
import { createSandbox, documentedLimits } from '../sandbox/index.ts';
import { buildMiniappIfStale, watchMiniapp } from './build-miniapp.ts';
import { createDemoClock, type DemoClock } from './clock.ts';
import { dropDemoSecrets, isMade, loadDemoSecrets, markUnfinished } from './data-dir.ts';
import { KeyFault } from './key-fault.ts';
import type { OpenedStore } from './open-store.ts';
import { createPreparing } from './preparing.ts';
import { serve } from './serve.ts';
import { StartFault, toStartFault } from './start-fault.ts';
import { stopInOrder, type Running } from './stop.ts';
import { openList } from './tombstones.ts';

const HOUR_MS = 3_600_000;
/** The longest jump of the demo's clock: its history, with a margin. */
const CLOCK_JUMP_MS = 40 * 24 * HOUR_MS;

type DemoConfig = Extract<Config, { mode: 'demo' }>;

/** Sandbox tenant, store, API, jobs and phone app on one process tree, with a demo company on the first start. */
export async function startDemo(
  config: DemoConfig,
  { opening, say, isDev }: { opening: Promise<OpenedStore>; say: (line: string) => void; isDev: boolean },
): Promise<Running> {
  const pages = buildMiniappIfStale(say);
  // Heard where it is awaited, and not before.
  pages.catch(() => undefined);
  const isFirst = !(await isMade(config.dataDir));
  // A company that is being made shows no page yet: the build runs beside it.
  if (isDev || config.store.kind === 'mongodb' || !isFirst) await pages;
  const watcher = isDev ? watchMiniapp() : null;
  const secrets = await loadDemoSecrets(config.dataDir);
  const clock = await createDemoClock(join(config.dataDir, 'clock.json'));
  const tombstones = await openList(config.dataDir);
  const store = await opening;
  const setUp = createHash('sha256')
    .update(JSON.stringify(buildTenant(drawnApprovals())))
    .digest('hex');
  // Read by the sandbox on the first start alone.
  const seed = buildTenant(drawnApprovals(), dayOf(demoStart(clock.now()), DEMO_ZONE));
  let advance: (at: Date) => Promise<void> = clock.runFrom;
  const preparing = createPreparing();
  if (isFirst) preparing.note('beginning');
  const sandbox = await createSandbox({
    ...secrets,
    port: config.sandboxPort,
    dir: join(config.dataDir, 'sandbox'),
    seed,
    clock: { now: clock.now, advanceTo: (at) => advance(at) },
    deadlineAt: () => findNextDeadline(new Date(clock.now().getTime() + 2 * HOUR_MS)),
    eventUrl: '',
    callbackUrl: '',
    appUrl: '',
    answerFirst: preparing.answer,
    // The history is told faster than any tenant lets one speak.
    limits: null,
  }).catch((error: unknown) => {
    throw toStartFault(error, `port ${config.sandboxPort} (SANDBOX_PORT)`);
  });
  const server = await serve({
    config,
    storeUri: store.uri,
    feishu: toFeishuConfig(secrets, sandbox.url),
    secretKey: secrets.secretKey,
    publicUrl: null,
    now: clock.now,
    aheadMs: clock.aheadMs,
    frameAncestors: [sandbox.url],
    messages: createSandboxSender(join(config.dataDir, 'messages.jsonl')),
    tombstones,
    say,
    preparing,
    isFolderNew: isFirst,
  }).catch(async (error: unknown) => {
    // Made for nothing: the next start would take them for those of another company.
    if (isFirst && error instanceof KeyFault) await dropDemoSecrets(config.dataDir);
    throw error;
  });
  sandbox.setUrls({
    appUrl: server.url,
    eventUrl: `${server.url}/feishu/events`,
    callbackUrl: `${server.url}/feishu/callbacks`,
  });
  const approve: Approve = (decision) => sandbox.approve(decision);
  const make = async () => {
    say(
      `the demo company is being made; ${server.url}/ opens as soon as it is complete, and says how far it is`,
    );
    // Whoever finds the company unfinished makes it anew, so that no write of it need outlive the machine before it is complete.
    const seeded = store.writeUnflushed(() =>
      seedDemo(server.deps, { clock, say, approve, setUp, onProgress: preparing.note }),
    );
    const [made] = await Promise.all([seeded, pages]);
    return made;
  };
  const key = await makeCompany(config, { make, setUp, say });
  // Also where a company was found whose secrets were gone.
  await pages;
  sandbox.setLimits(documentedLimits);
  preparing.note(null);
  await server.startJobs();
  advance = async (at) => {
    await carrySessions(+at - +clock.now());
    await clock.runFrom(at);
    await server.deps.enqueue({ name: 'sweep' });
  };
  if (key !== null) say(`key for company records (shown once): ${key}`);
  announce(say, { app: server.url, sandbox: sandbox.url, clock });
  return {
    died: store.died,
    stop: () => stopInOrder([async () => watcher?.stop(), server.stop, () => sandbox.close(), store.stop]),
  };
}

/** The company of the first start and its key; null when it was there already. */
async function makeCompany(
  config: DemoConfig,
  { make, setUp, say }: { make: () => Promise<string>; setUp: string; say: (line: string) => void },
): Promise<string | null> {
  const found = await findDemo(setUp);
  if (found === 'older')
    say('this demo company is of an earlier version; "npm start -- --reset" makes it anew');
  if (found === 'finished' || found === 'older') return null;
  if (found === 'none') return await markUnfinished(config.dataDir, make);
  throw new StartFault(
    config.store.kind === 'mongodb'
      ? 'the database of MONGODB_URI holds data that is no finished demo; empty it or name another one'
      : `${config.dataDir} holds data that is no finished demo; set another DATA_DIR`,
  );
}

function toFeishuConfig(
  secrets: Readonly<{ appId: string; appSecret: string; encryptKey: string; verificationToken: string }>,
  sandboxUrl: string,
): FeishuConfig {
  return {
    ...secrets,
    tenantKey: TENANT_KEY,
    baseUrl: sandboxUrl,
    accountsUrl: sandboxUrl,
    jssdkUrl: `${sandboxUrl}/sandbox/h5sdk.js`,
    eventWindowMs: CLOCK_JUMP_MS,
    approvalCodes: APPROVAL_CODES,
  };
}

function announce(
  say: (line: string) => void,
  where: { app: string; sandbox: string; clock: DemoClock },
): void {
  const time = where.clock
    .now()
    .toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
  say(`phone app      ${where.app}/h5/`);
  say(`console        ${where.app}/console/`);
  say(`sandbox chats  ${where.sandbox}/   (demo clock ${time} in Shanghai)`);
  say(
    'Try first: open the sandbox chats, read the card that 王经理 received, and follow the highlighted next step.',
  );
}
