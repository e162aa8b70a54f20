import { resolve } from 'node:path';
import { z } from 'zod';

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);
const secret = z.string().min(8).max(200);

/** Every variable the server reads, with what it means; the README's table is generated from this schema. */
export const EnvSchema = z.object({
  MODE: z
    .enum(['demo', 'production'])
    .default('demo')
    .describe('demo: sandbox tenant, loopback only; production: the real tenant'),
  PORT: port(3000).describe('port of the app and its API; 0 picks one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on; demo always uses 127.0.0.1'),
  SANDBOX_PORT: port(3001).describe('port of the sandbox tenant (demo only); 0 picks one'),
  DATA_DIR: z.string().min(1).default('.data').describe('folder of the embedded store and of the demo'),
  STORE: z
    .enum(['embedded', 'mongodb'])
    .optional()
    .describe('mongodb when MONGODB_URI is set, else embedded (demo); must be said in production'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional()
    .describe('MongoDB to use in place of the embedded store'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('address people open, without a trailing slash; https in production'),
  SECRET_KEY: z
    .string()
    .min(32, 'needs at least 32 characters')
    .optional()
    .describe('key for session ids, API keys and pseudonyms'),
  FEISHU_APP_ID: secret.optional().describe('app id of the self-built app'),
  FEISHU_APP_SECRET: secret.optional().describe('app secret'),
  FEISHU_ENCRYPT_KEY: secret
    .optional()
    .describe('Encrypt Key of events and callbacks; webhooks need it, because without it forged events pass'),
  FEISHU_VERIFICATION_TOKEN: secret.optional().describe('Verification Token of events and callbacks'),
  FEISHU_EVENTS: z
    .enum(['webhook', 'long_connection'])
    .default('webhook')
    .describe(
      'how events and card presses come: webhook needs an address Feishu can reach, long_connection is an outgoing connection of this server',
    ),
  FEISHU_TENANT_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('tenant key; people and events of other tenants are refused'),
  FEISHU_BASE_URL: z.url().default('https://open.feishu.cn').describe('address of the open platform'),
  FEISHU_ACCOUNTS_URL: z.url().default('https://accounts.feishu.cn').describe('address of the sign-in page'),
  FEISHU_JSSDK_URL: z
    .url()
    .default('https://lf-scm-cn.feishucdn.com/lark/op/h5-js-sdk-1.5.48.js')
    .describe('script that gives pages inside Feishu location and camera'),
  APPROVAL_CODE_DECISION: z.string().min(1).optional().describe('approval definition for penalty proposals'),
  APPROVAL_CODE_DECLARATION: z
    .string()
    .min(1)
    .optional()
    .describe('approval definition for side-job declarations'),
  APPROVAL_CODE_UNMASK: z.string().min(1).optional().describe('approval definition for seeing a name'),
  APPROVAL_CODE_EXPORT: z
    .string()
    .min(1)
    .optional()
    .describe('approval definition for taking the evidence of a case out'),
  APPROVAL_CODE_THRESHOLD: z.string().min(1).optional().describe('approval definition for changes of a rule'),
  ORG_MAPPING_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('JSON that says which departments and titles are which regions, stores and roles (production)'),
  MESSAGE_GATEWAY_URL: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe(
      'address of the company’s SMS and mail gateway, for people without a chat account; without it HR hands links over',
    ),
  MESSAGE_GATEWAY_KEY: z
    .string()
    .min(32)
    .max(200)
    .optional()
    .describe('key that signs what goes to that gateway'),
  TRUSTED_PROXY: z
    .stringbool()
    .default(false)
    .describe(
      'true behind a reverse proxy that adds the caller to X-Forwarded-For: limits then count that address',
    ),
  SETTLE_SECONDS: z.coerce
    .number()
    .min(1)
    .max(86_400)
    .default(30)
    .describe('quiet time after an upload before a shift is judged'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('how much is logged to stderr'),
});
export type Env = z.infer<typeof EnvSchema>;

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
    unmask?: string;
    threshold?: string;
    export?: string;
  };
}>;
type Common = Readonly<{
  host: string;
  port: number;
  dataDir: string;
  store: { kind: 'embedded' } | { kind: 'mongodb'; uri: string };
  settleMs: number;
  trustedProxy: boolean;
  logLevel: Env['LOG_LEVEL'];
}>;
export type Config =
  | (Common & Readonly<{ mode: 'demo'; sandboxPort: number }>)
  | (Common &
      Readonly<{
        mode: 'production';
        publicUrl: string;
        secretKey: string;
        orgMappingFile?: string;
        feishu: FeishuConfig;
        /** The company's SMS and mail gateway. */
        messages?: Readonly<{ url: string; key: string }>;
      }>);

/** Reads the environment, or gives every fault at once; secrets have no default. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { faults: string[] } {
  const filled = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = EnvSchema.safeParse(filled);
  if (!parsed.success)
    return { faults: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const faults = parsed.data.MODE === 'demo' ? demoFaults(parsed.data) : productionFaults(parsed.data);
  return faults.length > 0 ? { faults } : { config: buildConfig(parsed.data) };
}

function demoFaults(env: Env): string[] {
  const credentials = (['FEISHU_APP_ID', 'FEISHU_APP_SECRET'] as const).filter(
    (name) => env[name] !== undefined,
  );
  if (credentials.length === 0) return [];
  return [
    `${credentials.join(', ')} set without MODE=production: say MODE=production, or unset them to run the demo`,
  ];
}

const NEEDED = [
  'PUBLIC_URL',
  'SECRET_KEY',
  'FEISHU_APP_ID',
  'FEISHU_APP_SECRET',
  'FEISHU_ENCRYPT_KEY',
  'FEISHU_VERIFICATION_TOKEN',
  'FEISHU_TENANT_KEY',
  'APPROVAL_CODE_DECISION',
  'APPROVAL_CODE_DECLARATION',
] as const;
const NEEDED_BY_WEBHOOKS: readonly string[] = ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'];

function productionFaults(env: Env): string[] {
  const faults = NEEDED.filter(
    (name) => env.FEISHU_EVENTS === 'webhook' || !NEEDED_BY_WEBHOOKS.includes(name),
  )
    .filter((name) => env[name] === undefined)
    .map((name) => `${name}: needed when MODE=production`);
  if (env.PUBLIC_URL !== undefined && !env.PUBLIC_URL.startsWith('https://'))
    faults.push('PUBLIC_URL: must be https in production');
  if ((env.MESSAGE_GATEWAY_URL === undefined) !== (env.MESSAGE_GATEWAY_KEY === undefined))
    faults.push('MESSAGE_GATEWAY_URL, MESSAGE_GATEWAY_KEY: both or neither');
  if (env.MONGODB_URI === undefined && env.STORE !== 'embedded') {
    faults.push(
      'MONGODB_URI: needed when MODE=production (or say STORE=embedded for a small shop on one machine)',
    );
  }
  return faults;
}

function buildConfig(env: Env): Config {
  const useMongo = env.MONGODB_URI !== undefined && env.STORE !== 'embedded';
  const common = {
    host: env.MODE === 'demo' ? '127.0.0.1' : env.HOST,
    port: env.PORT,
    dataDir: resolve(env.DATA_DIR),
    store: useMongo
      ? ({ kind: 'mongodb', uri: env.MONGODB_URI ?? '' } as const)
      : ({ kind: 'embedded' } as const),
    settleMs: env.SETTLE_SECONDS * 1000,
    trustedProxy: env.TRUSTED_PROXY,
    logLevel: env.LOG_LEVEL,
  };
  if (env.MODE === 'demo') return { ...common, mode: 'demo', sandboxPort: env.SANDBOX_PORT };
  return {
    ...common,
    mode: 'production',
    publicUrl: (env.PUBLIC_URL ?? '').replace(/\/+$/, ''),
    secretKey: env.SECRET_KEY ?? '',
    ...(env.ORG_MAPPING_FILE !== undefined && { orgMappingFile: resolve(env.ORG_MAPPING_FILE) }),
    ...(env.MESSAGE_GATEWAY_URL !== undefined &&
      env.MESSAGE_GATEWAY_KEY !== undefined && {
        messages: { url: env.MESSAGE_GATEWAY_URL, key: env.MESSAGE_GATEWAY_KEY },
      }),
    feishu: {
      appId: env.FEISHU_APP_ID ?? '',
      appSecret: env.FEISHU_APP_SECRET ?? '',
      encryptKey: env.FEISHU_ENCRYPT_KEY ?? '',
      verificationToken: env.FEISHU_VERIFICATION_TOKEN ?? '',
      events: env.FEISHU_EVENTS,
      tenantKey: env.FEISHU_TENANT_KEY ?? '',
      baseUrl: env.FEISHU_BASE_URL,
      accountsUrl: env.FEISHU_ACCOUNTS_URL,
      jssdkUrl: env.FEISHU_JSSDK_URL,
      approvalCodes: {
        decision: env.APPROVAL_CODE_DECISION ?? '',
        declaration: env.APPROVAL_CODE_DECLARATION ?? '',
        ...(env.APPROVAL_CODE_UNMASK !== undefined && { unmask: env.APPROVAL_CODE_UNMASK }),
        ...(env.APPROVAL_CODE_EXPORT !== undefined && { export: env.APPROVAL_CODE_EXPORT }),
        ...(env.APPROVAL_CODE_THRESHOLD !== undefined && { threshold: env.APPROVAL_CODE_THRESHOLD }),
      },
    },
  };
}

/** Rows of the README's configuration table, in schema order. */
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
