import { z } from 'zod';

const PORT_RANGE = 'must be a number from 0 to 65535';
const port = (standard: number) =>
  z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65_535, PORT_RANGE).default(standard);
const KEY_LENGTH = 'needs at least 32 characters';
const ADDRESS = 'must be a whole address, as https://host.example';
const HTTPS_ADDRESS = 'must be an https address, as https://host.example';
const webAddress = () => z.url({ protocol: /^https?$/, error: ADDRESS });
const yesOrNo = () => z.stringbool('must be true or false').default(false);
const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be one of ${words.join(', ')}`);
const SETTLE_RANGE = 'must be a number of seconds from 1 to 86400';
const secret = z.string().min(8, 'needs at least 8 characters').max(200, 'may have 200 characters at most');

/** Every variable the server reads, with what it means; the table in server/deploy/README.md is held to this schema. */
export const EnvSchema = z.object({
  MODE: oneOf('demo', 'production')
    .default('demo')
    .describe('demo: sandbox tenant, loopback only; production: the real tenant'),
  PORT: port(3000).describe('port of the app and its API; 0 picks one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on; demo always uses 127.0.0.1'),
  SANDBOX_PORT: port(3001).describe('port of the sandbox tenant (demo only); 0 picks one'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe(
      'folder of the embedded store, of the demo, and in any case of the list of what an older backup must not bring back; a start needs 32 MiB free there, the demo 64',
    ),
  STORE: oneOf('embedded', 'mongodb')
    .optional()
    .describe(
      'mongodb when MONGODB_URI is set, else embedded (demo); production without MONGODB_URI has to say embedded, and never both',
    ),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional()
    .describe('MongoDB to use in place of the embedded store'),
  PUBLIC_URL: webAddress()
    .optional()
    .describe('address people open, without a trailing slash; https in production'),
  SECRET_KEY: z
    .string()
    .min(32, KEY_LENGTH)
    .optional()
    .describe(
      'key for session ids, API keys and pseudonyms, and for the key that positions, photos and papers are sealed under: without it nobody reads those again',
    ),
  SECRET_KEY_BEFORE: z
    .string()
    .min(32, KEY_LENGTH)
    .optional()
    .describe('the key before it, while it is being changed: what was made under it stays good'),
  FEISHU_APP_ID: secret.optional().describe('app id of the self-built app'),
  FEISHU_APP_SECRET: secret.optional().describe('app secret'),
  FEISHU_ENCRYPT_KEY: secret
    .optional()
    .describe('Encrypt Key of events and callbacks; webhooks need it, because without it forged events pass'),
  FEISHU_VERIFICATION_TOKEN: secret.optional().describe('Verification Token of events and callbacks'),
  FEISHU_EVENTS: oneOf('webhook', 'long_connection')
    .default('webhook')
    .describe(
      'how events and card presses come: webhook needs an address Feishu can reach, long_connection is an outgoing connection of this server',
    ),
  FEISHU_TENANT_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('tenant key; people and events of other tenants are refused'),
  FEISHU_BASE_URL: webAddress().default('https://open.feishu.cn').describe('address of the open platform'),
  FEISHU_ACCOUNTS_URL: webAddress()
    .default('https://accounts.feishu.cn')
    .describe('address of the sign-in page'),
  FEISHU_JSSDK_URL: webAddress()
    .default('https://lf-scm-cn.feishucdn.com/lark/op/h5-js-sdk-1.5.48.js')
    .describe('script that gives pages inside Feishu location and camera'),
  APPROVAL_CODE_DECISION: z.string().min(1).optional().describe('approval definition for penalty proposals'),
  APPROVAL_CODE_DECLARATION: z
    .string()
    .min(1)
    .optional()
    .describe('approval definition for side-job declarations'),
  APPROVAL_CODE_FLEXIBLE: z
    .string()
    .min(1)
    .optional()
    .describe('approval definition for flexible shifts; without it nobody can ask for one'),
  APPROVAL_CODE_UNMASK: z.string().min(1).optional().describe('approval definition for seeing a name'),
  APPROVAL_CODE_EXPORT: z
    .string()
    .min(1)
    .optional()
    .describe('approval definition for taking the evidence of a case out'),
  APPROVAL_CODE_THRESHOLD: z.string().min(1).optional().describe('approval definition for changes of a rule'),
  APPROVAL_CODE_GO_LIVE: z
    .string()
    .min(1)
    .optional()
    .describe('approval definition for letting a region go live; without it that is signed in the console'),
  ORG_MAPPING_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'JSON that says which departments and titles are which regions, stores, roles and kinds of employment (production)',
    ),
  MESSAGE_GATEWAY_URL: z
    .url({ protocol: /^https$/, error: HTTPS_ADDRESS })
    .optional()
    .describe('SMS and mail gateway for people without a chat account; without it HR hands links over'),
  MESSAGE_GATEWAY_KEY: z
    .string()
    .min(32, KEY_LENGTH)
    .optional()
    .describe('key that signs what goes to that gateway'),
  WEBHOOK_PRIVATE_NETWORK: yesOrNo().describe(
    'true lets outgoing webhooks reach private addresses of the company network, by https; never link-local ones',
  ),
  PULL_PRIVATE_NETWORK: yesOrNo().describe(
    'true lets sources of records be at private addresses of the company network, by https; never link-local ones',
  ),
  METRICS_TOKEN: z
    .string()
    .min(32, KEY_LENGTH)
    .optional()
    .describe(
      'bearer token for the figures at /metrics; without it there are none in production, and the demo shows them',
    ),
  TRUSTED_PROXY: yesOrNo().describe(
    'true behind a reverse proxy that adds the caller to X-Forwarded-For: limits then count that address',
  ),
  SETTLE_SECONDS: z.coerce
    .number(SETTLE_RANGE)
    .min(1, SETTLE_RANGE)
    .max(86_400, SETTLE_RANGE)
    .default(30)
    .describe('quiet time after an upload before a shift is judged'),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent')
    .default('warn')
    .describe('how much is logged to stderr'),
});
export type Env = z.infer<typeof EnvSchema>;
