import type { NEW_PAGE } from '../phone/start-worker.ts';

/** Opens the phone app without a network: the page and its files as they were last seen. Nothing of the API is ever kept here. */
export const CACHE = 'mingqin-h5-1';
const PAGE = '/h5/';
/** Files of earlier builds are let go above this many, but for those that the page names. */
const MAX_FILES = 120;

type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetching = Extendable & { request: Request; respondWith: (reply: Promise<Response>) => void };
type WorkerScope = {
  addEventListener: ((type: 'install' | 'activate', handle: (event: Extendable) => void) => void) &
    ((type: 'fetch', handle: (event: Fetching) => void) => void);
  skipWaiting: () => Promise<void>;
  clients: {
    claim: () => Promise<void>;
    matchAll: () => Promise<readonly { postMessage: (word: string) => void }[]>;
  };
  location: Location;
};

declare const self: WorkerScope;

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(fileOf(request));
  else if (pathname === PAGE) event.respondWith(pageOf(event));
});

async function keepPage(): Promise<void> {
  const page = await fetch(PAGE, { cache: 'no-cache' });
  if (page.ok && !page.redirected) await keep(page);
}

/** The page with all that it names, so that a first visit is enough; its files first, so that it never stands without them. True when it is another one than before. */
async function keep(page: Response): Promise<boolean> {
  const cache = await caches.open(CACHE);
  const text = await page.clone().text();
  const before = await (await cache.match(PAGE))?.text();
  if (text === before) return false;
  const names = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)];
  await Promise.all(names.map(([, path]) => keepFile(cache, path ?? '')));
  await cache.put(PAGE, page);
  return before !== undefined;
}

async function keepFile(cache: Cache, path: string): Promise<void> {
  if (await cache.match(path)) return;
  const file = await fetch(path);
  if (!file.ok) throw new Error(`${path}: ${file.status}`);
  await cache.put(path, file);
}

/** A file's name changes with its content: what is kept is right. */
async function fileOf(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const file = await fetch(request);
  // A phone that is full shows it all the same.
  if (file.ok) await keepRoom(cache, request, file.clone()).catch(() => undefined);
  return file;
}

async function keepRoom(cache: Cache, request: Request, file: Response): Promise<void> {
  await cache.put(request, file);
  await dropOldFiles(cache);
}

/** The page of last time at once; a newer one is made ready behind it and shown the next time. */
async function pageOf(event: Fetching): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  const fresh = fetch(event.request);
  const makeReady = async (): Promise<void> => {
    const page = (await fresh).clone();
    if (page.ok && !page.redirected && (await keep(page))) await tellPages();
  };
  event.waitUntil(makeReady().catch(() => undefined));
  return kept ?? fresh;
}

async function tellPages(): Promise<void> {
  for (const page of await self.clients.matchAll())
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's page has no other origin
    page.postMessage('mingqin-new-page' satisfies typeof NEW_PAGE);
}

async function dropOldFiles(cache: Cache): Promise<void> {
  const named = (await (await cache.match(PAGE))?.text()) ?? '';
  const files = (await cache.keys()).map((file) => ({ file, path: new URL(file.url).pathname }));
  const old = files.slice(0, Math.max(0, files.length - MAX_FILES));
  for (const { file, path } of old) if (path !== PAGE && !named.includes(path)) await cache.delete(file);
}

async function dropOldCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('mingqin-h5-') && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}
