import { resolve } from 'node:path';
import { EnvSchema, type Env } from './config/env-schema.ts';
import { allFaults, modeFaults } from './config/faults.ts';

export type FeishuConfig = Readonly<{
  appId: string;
  appSecret: string;
  encryptKey: string;
  verificationToken: string;
  /** `webhook` when absent. */
  events?: 'webhook' | 'long_connection';
  tenantKey: string;
  baseUrl: string;
  accountsUrl: string;
  /** Absent in the demo: its pages run in a plain browser. */
  jssdkUrl?: string;
  /** How old a signed event may be; only the demo sets it, whose clock jumps between signing and receipt. */
  eventWindowMs?: number;
  approvalCodes: {
    decision: string;
    declaration: string;
    flexible?: string;
    unmask?: string;
    threshold?: string;
    export?: string;
    go_live?: string;
  };
}>;
type Common = Readonly<{
  host: string;
  port: number;
  dataDir: string;
  store: { kind: 'embedded' } | { kind: 'mongodb'; uri: string };
  settleMs: number;
  trustedProxy: boolean;
  /** Opens the figures to whoever brings it. */
  metricsToken?: string;
  /** Outgoing webhooks may go to addresses of the company's own network. */
  webhookPrivateNetwork?: boolean;
  /** Systems that are asked for records may be in the company's own network. */
  pullPrivateNetwork?: boolean;
  logLevel: Env['LOG_LEVEL'];
}>;
export type Config =
  | (Common & Readonly<{ mode: 'demo'; sandboxPort: number }>)
  | (Common &
      Readonly<{
        mode: 'production';
        publicUrl: string;
        secretKey: string;
        secretKeyBefore?: string;
        orgMappingFile?: string;
        feishu: FeishuConfig;
        /** The company's SMS and mail gateway. */
        messages?: Readonly<{ url: string; key: string }>;
      }>);

/** What was made under a key with a blank at its end needs that blank; around any other value blanks and line ends were never meant. */
const AS_IT_IS: readonly string[] = ['SECRET_KEY', 'SECRET_KEY_BEFORE'];

/** Reads the environment, or gives every fault at once; secrets have no default. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { faults: string[] } {
  const filled = Object.fromEntries(
    Object.entries(env)
      .map(([name, value = '']): [string, string] => [name, AS_IT_IS.includes(name) ? value : value.trim()])
      .filter(([, value]) => value !== ''),
  );
  const parsed = EnvSchema.safeParse(filled);
  const faults = parsed.success ? modeFaults(parsed.data) : allFaults(filled, parsed.error.issues);
  return faults.length > 0 || !parsed.success ? { faults } : { config: buildConfig(parsed.data) };
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

function buildConfig(env: Env): Config {
  const common = {
    host: env.MODE === 'demo' ? '127.0.0.1' : env.HOST,
    port: env.PORT,
    dataDir: resolve(env.DATA_DIR),
    store:
      env.MONGODB_URI === undefined
        ? ({ kind: 'embedded' } as const)
        : ({ kind: 'mongodb', uri: env.MONGODB_URI } as const),
    settleMs: env.SETTLE_SECONDS * 1000,
    trustedProxy: env.TRUSTED_PROXY,
    ...(env.METRICS_TOKEN !== undefined && { metricsToken: env.METRICS_TOKEN }),
    webhookPrivateNetwork: env.WEBHOOK_PRIVATE_NETWORK,
    pullPrivateNetwork: env.PULL_PRIVATE_NETWORK,
    logLevel: env.LOG_LEVEL,
  };
  if (env.MODE === 'demo') return { ...common, mode: 'demo', sandboxPort: env.SANDBOX_PORT };
  return {
    ...common,
    mode: 'production',
    publicUrl: withoutSlash(env.PUBLIC_URL ?? ''),
    secretKey: env.SECRET_KEY ?? '',
    ...(env.SECRET_KEY_BEFORE !== undefined && { secretKeyBefore: env.SECRET_KEY_BEFORE }),
    ...(env.ORG_MAPPING_FILE !== undefined && { orgMappingFile: resolve(env.ORG_MAPPING_FILE) }),
    ...gatewayOf(env),
    feishu: {
      appId: env.FEISHU_APP_ID ?? '',
      appSecret: env.FEISHU_APP_SECRET ?? '',
      encryptKey: env.FEISHU_ENCRYPT_KEY ?? '',
      verificationToken: env.FEISHU_VERIFICATION_TOKEN ?? '',
      events: env.FEISHU_EVENTS,
      tenantKey: env.FEISHU_TENANT_KEY ?? '',
      baseUrl: withoutSlash(env.FEISHU_BASE_URL),
      accountsUrl: withoutSlash(env.FEISHU_ACCOUNTS_URL),
      jssdkUrl: env.FEISHU_JSSDK_URL,
      approvalCodes: {
        decision: env.APPROVAL_CODE_DECISION ?? '',
        declaration: env.APPROVAL_CODE_DECLARATION ?? '',
        ...(env.APPROVAL_CODE_FLEXIBLE !== undefined && { flexible: env.APPROVAL_CODE_FLEXIBLE }),
        ...(env.APPROVAL_CODE_UNMASK !== undefined && { unmask: env.APPROVAL_CODE_UNMASK }),
        ...(env.APPROVAL_CODE_EXPORT !== undefined && { export: env.APPROVAL_CODE_EXPORT }),
        ...(env.APPROVAL_CODE_THRESHOLD !== undefined && { threshold: env.APPROVAL_CODE_THRESHOLD }),
        ...(env.APPROVAL_CODE_GO_LIVE !== undefined && { go_live: env.APPROVAL_CODE_GO_LIVE }),
      },
    },
  };
}

/** Rows of the table in server/deploy/README.md, in schema order. */
export function describeEnv(): { name: string; standard: string; meaning: string }[] {
  return Object.entries(EnvSchema.shape).map(([name, schema]) => {
    const standard = schema.safeParse(undefined);
    return {
      name,
      standard: standard.success && standard.data !== undefined ? String(standard.data) : '',
      meaning: schema.description ?? '',
    };
  });
}

/** The company's gateway for SMS and mail, where both its address and its key are set. */
function gatewayOf({ MESSAGE_GATEWAY_URL: url, MESSAGE_GATEWAY_KEY: key }: Env) {
  return url !== undefined && key !== undefined ? { messages: { url, key } } : {};
}
