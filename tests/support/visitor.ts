/** Somebody signed in, with the cookies a browser would keep. */
export type Visitor = Readonly<{
  cookie: string;
  get: (path: string) => Promise<Answer>;
  send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>;
}>;
export type Answer = Readonly<{ status: number; body: unknown; headers: Headers }>;

const MAX_REDIRECTS = 10;

/** Follows the sign-in redirects between app and tenant as one browser. */
export async function createVisitor(input: {
  appUrl: string;
  sandboxUrl: string;
  employeeNo: string;
}): Promise<Visitor> {
  const jar = new Map<string, string>();
  let url = new URL('/auth/login?fresh=1&to=/h5/', input.appUrl);
  for (let step = 0; step < MAX_REDIRECTS; step += 1) {
    if (url.origin === input.sandboxUrl) url.searchParams.set('sandbox_person', input.employeeNo);
    const reply = await fetch(url, { redirect: 'manual', headers: { cookie: cookieOf(jar) } });
    for (const line of reply.headers.getSetCookie()) keep(jar, line);
    const location = reply.headers.get('location');
    if (location === null)
      throw new Error(`sign-in stopped at ${url.pathname} with ${reply.status}: ${await reply.text()}`);
    url = new URL(location, url);
    if (url.origin === input.appUrl && url.pathname.startsWith('/h5'))
      return visitorOf(input.appUrl, cookieOf(jar));
  }
  throw new Error('sign-in went in circles');
}

function visitorOf(appUrl: string, cookie: string): Visitor {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const isForm = body instanceof FormData;
    const reply = await fetch(new URL(path, appUrl), {
      method,
      headers: {
        cookie,
        'x-requested-with': 'mingqin',
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return { status: reply.status, body: parsed, headers: reply.headers };
  };
  return { cookie, get: (path) => call('GET', path), send: (method, path, body) => call(method, path, body) };
}

function cookieOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const value = pair.slice(at + 1);
  if (value === '' || /max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), value);
}
