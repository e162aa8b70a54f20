/** What a server answered, or that it did not: its own code, and a message for the terminal. */
export class PhoneFault extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'PhoneFault';
    this.code = code;
    this.status = status;
  }
}

/** One signed-in phone: cookies kept, server clock known. */
export type PhoneSession = Readonly<{
  get: (path: string) => Promise<unknown>;
  post: (path: string, body: unknown) => Promise<unknown>;
  /** The server's clock now, as its replies show it, epoch milliseconds. */
  serverNowMs: () => number;
}>;

const MAX_REDIRECTS = 10;
const AUTHORIZE_PATH = '/open-apis/authen/v1/authorize';
/** Overload and broken connections heal; five tries spread over half a minute. */
const RETRY_WAITS_MS = [500, 1000, 2000, 5000, 10_000];

/** Signs in through the sandbox tenant as a browser would, naming the person on its authorize page. */
export async function signIn(serverUrl: string, employeeNo: string): Promise<PhoneSession> {
  const jar = new Map<string, string>();
  let url = new URL('/auth/login?fresh=1&to=/h5/', serverUrl);
  const home = url.origin;
  for (let step = 0; step < MAX_REDIRECTS; step++) {
    if (url.pathname === AUTHORIZE_PATH) url.searchParams.set('sandbox_person', employeeNo);
    const reply = await reach(url, { redirect: 'manual', headers: { cookie: cookiesOf(jar) } });
    if (url.origin === home) for (const line of reply.headers.getSetCookie()) keepCookie(jar, line);
    const location = reply.headers.get('location');
    if (location === null) throw signInFailed(employeeNo, url, reply.status);
    url = new URL(location, url);
    if (url.origin === home && url.pathname.startsWith('/h5')) return sessionOf(home, cookiesOf(jar));
  }
  throw new PhoneFault('sign_in_failed', 401, 'the sign-in goes in circles');
}

function sessionOf(home: string, cookie: string): PhoneSession {
  let offsetMs = 0;
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const headers = { cookie, 'content-type': 'application/json', 'x-requested-with': 'mingqin' };
    const request =
      body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const reply = await patiently(() => reach(new URL(path, home), request));
    const serverMs = Number(reply.headers.get('x-server-time') ?? Number.NaN);
    if (Number.isFinite(serverMs)) offsetMs = serverMs - Date.now();
    if (!reply.ok) throw await faultOf(reply, `${method} ${path}`);
    return await reply.json();
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    serverNowMs: () => Math.round(Date.now() + offsetMs),
  };
}

/** Repeats what may heal by itself: 429 as long as it says, 5xx and no answer with growing waits. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (const waitMs of RETRY_WAITS_MS) {
    const reply = await send().catch((error: unknown) => {
      if (error instanceof PhoneFault && error.code === 'server_unreachable') return null;
      throw error;
    });
    if (reply && reply.status !== 429 && reply.status < 500) return reply;
    const askedMs = Number(reply?.headers.get('retry-after') ?? Number.NaN) * 1000;
    await sleep(Number.isFinite(askedMs) ? askedMs : waitMs);
  }
  return send();
}

async function reach(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch {
    throw new PhoneFault('server_unreachable', 503, `no answer from ${url.origin}`);
  }
}

async function faultOf(reply: Response, what: string): Promise<PhoneFault> {
  const body: unknown = await reply.json().catch(() => null);
  const error = fieldOf(body, 'error');
  const code = fieldOf(error, 'code');
  const message = fieldOf(error, 'message');
  return new PhoneFault(
    typeof code === 'string' ? code : `http_${reply.status}`,
    reply.status,
    `${what} answered ${reply.status}: ${typeof message === 'string' ? message : 'no reason given'}`,
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function signInFailed(employeeNo: string, url: URL, status: number): PhoneFault {
  const message =
    url.pathname === AUTHORIZE_PATH
      ? `the tenant knows no person with employee no ${employeeNo}`
      : `the sign-in stopped at ${url.origin}${url.pathname} with ${status}`;
  return new PhoneFault('sign_in_failed', 401, message);
}

function cookiesOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  if (at < 1) return;
  if (pair.length === at + 1 || /max-age=0(;|$)/i.test(line)) jar.delete(pair.slice(0, at).trim());
  else jar.set(pair.slice(0, at).trim(), pair.slice(at + 1));
}

/** Resolves after `ms` milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
