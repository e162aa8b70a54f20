import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

const ORIGIN = 'https://mingqin.example';
type Handle = (event: {
  request: Request;
  respondWith?: unknown;
  waitUntil: (work: Promise<unknown>) => void;
}) => void;

const handlers = new Map<string, Handle>();
const kept = new Map<string, Response>();
/** What the server has now; nothing is no network. */
let server: Map<string, string> | undefined;
let isFull = false;
const told: string[] = [];
const path = (asked: Request | string): string =>
  new URL(typeof asked === 'string' ? asked : asked.url, ORIGIN).pathname;
const cache = {
  match: async (asked: Request | string) => kept.get(path(asked))?.clone(),
  put: async (asked: Request | string, reply: Response) => {
    if (isFull) throw new DOMException('full', 'QuotaExceededError');
    kept.set(path(asked), reply);
  },
  keys: async () => [...kept.keys()].map((one) => new Request(ORIGIN + one)),
  delete: async (asked: Request) => kept.delete(path(asked)),
};

beforeAll(async () => {
  vi.stubGlobal('self', {
    addEventListener: (type: string, handle: Handle) => handlers.set(type, handle),
    skipWaiting: () => Promise.resolve(),
    clients: {
      claim: () => Promise.resolve(),
      matchAll: () => Promise.resolve([{ postMessage: (word: string) => told.push(word) }]),
    },
    location: { origin: ORIGIN },
  });
  vi.stubGlobal('caches', { open: async () => cache, keys: async () => [], delete: async () => true });
  vi.stubGlobal('fetch', async (asked: Request | string) => {
    if (!server) throw new TypeError('offline');
    const body = server.get(path(asked));
    return new Response(body ?? '', { status: body === undefined ? 404 : 200 });
  });
  await import('../../../miniapp/track/service-worker.ts');
});
beforeEach(async () => {
  kept.clear();
  told.length = 0;
  isFull = false;
  server = build('a');
  await settled('install');
});

/** A page that names one file. */
function build(name: string): Map<string, string> {
  return new Map([
    ['/h5/', `<script src="/assets/${name}.js"></script>`],
    [`/assets/${name}.js`, name],
  ]);
}

/** Runs what an event starts to its end; answers the reply where it is a fetch. */
async function settled(type: string, asked = '/h5/'): Promise<string | undefined> {
  const works: Promise<unknown>[] = [];
  let reply: Promise<Response> | undefined;
  handlers.get(type)?.({
    request: new Request(ORIGIN + asked),
    respondWith: (given: Promise<Response>) => (reply = given),
    waitUntil: (work) => works.push(work),
  });
  const text = await (await reply)?.text();
  await Promise.all(works);
  return text;
}

it('keeps the page and what it names at the first visit, and opens both without a network', async () => {
  server = undefined;
  expect(await settled('fetch')).toContain('/assets/a.js');
  expect(await settled('fetch', '/assets/a.js')).toBe('a');
});

it('answers with the page of last time at once, and with a newer one the next time', async () => {
  server = build('b');
  expect(await settled('fetch')).toContain('/assets/a.js');
  expect(told).toEqual(['mingqin-new-page']);
  server = undefined;
  expect(await settled('fetch')).toContain('/assets/b.js');
  expect(await settled('fetch', '/assets/b.js')).toBe('b');
});

it('says nothing where the page is still the same', async () => {
  await settled('fetch');
  expect(told).toEqual([]);
});

it('stays with the old page as long as a file of the new one cannot be had', async () => {
  server = new Map([['/h5/', '<script src="/assets/b.js"></script>']]);
  await settled('fetch');
  expect(told).toEqual([]);
  expect(await settled('fetch')).toContain('/assets/a.js');
});

it('leaves the API alone', async () => {
  expect(await settled('fetch', '/api/v1/me')).toBeUndefined();
});

it('shows a file that a full phone cannot keep', async () => {
  server?.set('/assets/later.js', 'later');
  isFull = true;
  expect(await settled('fetch', '/assets/later.js')).toBe('later');
});

it('never lets go of what the page names, however long it has been kept', async () => {
  for (let n = 0; n < 150; n += 1) {
    server?.set(`/assets/${n}.js`, String(n));
    await settled('fetch', `/assets/${n}.js`);
  }
  expect(kept.size).toBeLessThan(130);
  server = undefined;
  expect(await settled('fetch', '/assets/a.js')).toBe('a');
});
