import { EnvSchema, type Env } from './env-schema.ts';

/** What is wrong, and then what the mode still lacks: whoever sets it up corrects it in one go. */
export function allFaults(
  filled: Readonly<Record<string, string | undefined>>,
  issues: readonly Readonly<{ path: readonly PropertyKey[]; message: string }>[],
): string[] {
  const wrong = new Set(issues.map(({ path }) => String(path[0])));
  const faults = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const rest = EnvSchema.safeParse(
    Object.fromEntries(Object.entries(filled).filter(([name]) => !wrong.has(name))),
  );
  if (wrong.has('MODE') || !rest.success) return faults;
  const more = modeFaults(rest.data).filter((fault) => !namesOf(fault).some((name) => wrong.has(name)));
  return [...faults, ...more];
}

/** The variables that a fault begins with: 'A, B: both or neither'. */
const namesOf = (fault: string): string[] => (fault.split(':')[0] ?? '').split(', ');

/** What a mode needs beyond the shape of each variable. */
export function modeFaults(env: Env): string[] {
  return [...(env.MODE === 'demo' ? demoFaults(env) : productionFaults(env)), ...storeFaults(env)];
}

/** After a move to MongoDB a forgotten STORE would go on with the old store, and nobody would see it. */
function storeFaults(env: Env): string[] {
  if (env.MONGODB_URI === undefined || env.STORE !== 'embedded') return [];
  return ['STORE=embedded, MONGODB_URI: only one of them: remove STORE to use MongoDB, or MONGODB_URI'];
}

function demoFaults(env: Env): string[] {
  const credentials = (['FEISHU_APP_ID', 'FEISHU_APP_SECRET'] as const).filter(
    (name) => env[name] !== undefined,
  );
  const lacksUri = env.STORE === 'mongodb' && env.MONGODB_URI === undefined;
  return [
    ...(credentials.length > 0
      ? [
          `${credentials.join(', ')} set without MODE=production: say MODE=production, or unset them to run the demo`,
        ]
      : []),
    ...(lacksUri ? ['MONGODB_URI: needed when STORE=mongodb'] : []),
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
  if (env.PUBLIC_URL !== undefined && !isOrigin(new URL(env.PUBLIC_URL)))
    faults.push('PUBLIC_URL: must have no path, query or user: this server needs a host name of its own');
  if (env.SECRET_KEY_BEFORE !== undefined && env.SECRET_KEY_BEFORE === env.SECRET_KEY)
    faults.push('SECRET_KEY_BEFORE: must be another than SECRET_KEY');
  if ((env.MESSAGE_GATEWAY_URL === undefined) !== (env.MESSAGE_GATEWAY_KEY === undefined))
    faults.push('MESSAGE_GATEWAY_URL, MESSAGE_GATEWAY_KEY: both or neither');
  if (env.MONGODB_URI === undefined && env.STORE !== 'embedded') {
    faults.push(
      'MONGODB_URI: needed when MODE=production (or say STORE=embedded for a small shop on one machine)',
    );
  }
  return faults;
}

/** A query or a fragment would end up in the middle of every link. */
const isOrigin = ({ pathname, search, hash, username }: URL): boolean =>
  pathname === '/' && search === '' && hash === '' && username === '';
