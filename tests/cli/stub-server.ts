import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { FixBatchSchema, FixSchema, type FixReceipt } from '../../server/contract/ingest.ts';

/** What a phone meets: a sign-in over redirects and the three routes a replay uses; remembers every request. */
export type StubServer = Readonly<{
  url: string;
  requests: { path: string; cookie: string; body: unknown }[];
  stored: Map<string, number>;
  close: () => Promise<void>;
}>;

export type StubOptions = Readonly<{
  now: Date;
  shift: { startAt: Date; endAt: Date };
  consent?: boolean;
  /** Statuses to answer before the real answer, one per request to /fixes. */
  failFirst?: number[];
}>;

export async function startStub(options: StubOptions): Promise<StubServer> {
  const requests: StubServer['requests'] = [];
  const stored = new Map<string, number>();
  const failures = [...(options.failFirst ?? [])];
  const server: Server = createServer((request, reply) => {
    void answer(request, reply, { options, requests, stored, failures });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stored,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type State = Readonly<{
  options: StubOptions;
  requests: StubServer['requests'];
  stored: Map<string, number>;
  failures: number[];
}>;

async function answer(request: IncomingMessage, reply: ServerResponse, state: State): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stub');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const body: unknown = text === '' ? null : JSON.parse(text);
  state.requests.push({ path: url.pathname, cookie: request.headers.cookie ?? '', body });
  const redirect = (location: string, cookie?: string) =>
    reply
      .writeHead(302, { location, ...(cookie ? { 'set-cookie': `${cookie}; Path=/; HttpOnly` } : {}) })
      .end();
  if (url.pathname === '/auth/login') return void redirect('/open-apis/authen/v1/authorize?x=1', 'login=1');
  if (url.pathname === '/open-apis/authen/v1/authorize') {
    const isKnown = url.searchParams.get('sandbox_person') === 'E001';
    if (!isKnown) return void reply.writeHead(200).end('pick a person');
    return void redirect('/auth/callback?code=c');
  }
  if (url.pathname === '/auth/callback') return void redirect('/h5/', 'session=abc');
  const failure = url.pathname === '/api/v1/fixes' ? state.failures.shift() : undefined;
  const [status, json] = failure === undefined ? apiReply(url.pathname, body, state) : [failure, {}];
  const headers = { 'content-type': 'application/json', 'retry-after': '0' };
  reply
    .writeHead(status, { ...headers, 'x-server-time': String(+state.options.now) })
    .end(JSON.stringify(json));
}

function apiReply(path: string, body: unknown, { options, stored }: State): [number, unknown] {
  if (path === '/api/v1/me') return [200, me];
  if (path === '/api/v1/today') return [200, today(options)];
  if (options.consent === false) {
    const error = { code: 'consent_missing', message: 'no current consent for location' };
    return [403, { error }];
  }
  const batch = FixBatchSchema.parse(body);
  const receipts = batch.fixes.map((raw): FixReceipt => {
    const fix = FixSchema.parse(raw);
    const at = { fromSeq: fix.seq, toSeq: fix.seq, count: 1 };
    const { startAt, endAt } = options.shift;
    if (fix.capturedAtMs < +startAt || fix.capturedAtMs >= +endAt)
      return { ...at, status: 'rejected', code: 'off_hours' };
    const key = `${batch.installId}:${fix.seq}`;
    const before = stored.get(key);
    stored.set(key, before ?? fix.capturedAtMs);
    if (before === undefined) return { ...at, status: 'created' };
    return { ...at, status: before === fix.capturedAtMs ? 'duplicate' : 'conflict' };
  });
  return [200, { receipts, maxSeq: 0 }];
}

const me = {
  personId: 'p1',
  name: '张三',
  employeeNo: 'E001',
  roles: ['employee'],
  staffKind: 'rep',
  timeZone: 'Asia/Shanghai',
  demo: true,
};

function today({ now, shift }: StubOptions) {
  const window = { startAt: shift.startAt.toISOString(), endAt: shift.endAt.toISOString() };
  return {
    serverTime: now.toISOString(),
    day: '2026-03-02',
    shifts: [{ id: 's1', ...window, breaks: [] }],
    onLeave: false,
    collectionWindows: [window],
    punches: [],
    sampling: {
      intervalS: 30,
      distanceM: 20,
      stationaryIntervalS: 120,
      edge: { intervalS: 30, distanceM: 20, stationaryIntervalS: 120 },
      edgeMin: 20,
      batchSize: 10,
      uploadEveryS: 600,
      keepScreenOn: false,
    },
    planned: [],
    distanceKm: null,
    overtimeMin: 0,
    locationConsent: true,
    photoConsent: true,
    policyAcknowledged: true,
    waiting: [],
    toConfirm: 0,
  };
}
