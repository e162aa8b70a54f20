/** What a door answered; `body` is parsed where it is JSON, bytes where it is a file. */
export type Answer = Readonly<{ status: number; body: unknown; bytes: Buffer; headers: Headers }>;

/** Somebody signed in, with the cookies a browser would keep. */
export type Visitor = Readonly<{
  /** As a browser would send it now. */
  cookie: string;
  get: (path: string) => Promise<Answer>;
  send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>;
}>;

const MAX_REDIRECTS = 10;

/** Follows the sign-in redirects between app and tenant. */
export async function signIn(appUrl: string, sandboxUrl: string, employeeNo: string): Promise<Visitor> {
  const jar = new Map<string, string>();
  let url = new URL('/auth/login?fresh=1&to=/h5/', appUrl);
  for (let step = 0; step < MAX_REDIRECTS; step += 1) {
    if (url.origin === sandboxUrl) url.searchParams.set('sandbox_person', employeeNo);
    const reply = await fetch(url, { redirect: 'manual', headers: { cookie: cookieOf(jar) } });
    for (const line of reply.headers.getSetCookie()) keep(jar, line);
    const location = reply.headers.get('location');
    if (location === null) throw new Error(`sign-in stopped at ${url.pathname} with ${reply.status}`);
    url = new URL(location, url);
    if (url.origin === appUrl && url.pathname.startsWith('/h5')) return visitorOf(appUrl, jar);
  }
  throw new Error('sign-in went in circles');
}

/** Somebody without an account; a cookie that a door gives is kept. */
export const anybody = (appUrl: string): Visitor => visitorOf(appUrl, new Map());

function visitorOf(appUrl: string, jar: Map<string, string>): Visitor {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const isForm = body instanceof FormData;
    const reply = await fetch(new URL(path, appUrl), {
      method,
      headers: {
        ...(jar.size > 0 && { cookie: cookieOf(jar) }),
        'x-requested-with': 'mingqin',
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    for (const line of reply.headers.getSetCookie()) keep(jar, line);
    const bytes = Buffer.from(await reply.arrayBuffer());
    const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = isJson ? JSON.parse(bytes.toString()) : bytes.toString();
    return { status: reply.status, body: parsed, bytes, headers: reply.headers };
  };
  return {
    get cookie() {
      return cookieOf(jar);
    },
    get: (path) => call('GET', path),
    send: (method, path, body) => call(method, path, body),
  };
}

const cookieOf = (jar: ReadonlyMap<string, string>): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const value = pair.slice(at + 1);
  if (value === '' || /max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), value);
}

/** Anything but success ends the story. */
export function demand({ status, body }: Answer, what: string): void {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}
