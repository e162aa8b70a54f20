/** Opens the phone app without a network: the page and its files as they were last seen. Nothing of the API is ever kept here. */
export const CACHE = 'mingqin-h5-1';
const PAGE = '/h5/';
/** A slow network gets this long before the page of last time is shown. */
const PATIENCE_MS = 2_500;
/** Files of earlier builds are let go above this many. */
const MAX_FILES = 120;

type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetching = Extendable & { request: Request; respondWith: (reply: Promise<Response>) => void };
type WorkerScope = {
  addEventListener: ((type: 'install' | 'activate', handle: (event: Extendable) => void) => void) &
    ((type: 'fetch', handle: (event: Fetching) => void) => void);
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
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
  else if (pathname === PAGE) event.respondWith(pageOf(request));
});

/** The page with all that it names, so that a first visit is enough. */
async function keepPage(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { cache: 'no-cache' });
  if (!page.ok) return;
  const names = [...(await page.clone().text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)];
  await cache.put(PAGE, page);
  await Promise.all(names.map(([, path]) => keepFile(cache, path ?? '')));
}

async function keepFile(cache: Cache, path: string): Promise<void> {
  if (await cache.match(path)) return;
  const file = await fetch(path);
  if (file.ok) await cache.put(path, file);
}

/** A file's name changes with its content: what is kept is right. */
async function fileOf(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const file = await fetch(request);
  if (file.ok) {
    await cache.put(request, file.clone());
    await dropOldFiles(cache);
  }
  return file;
}

/** The newest page where the network is quick enough, else the one of last time; both are looked for at once. */
async function pageOf(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  const fresh = fetch(request).then(async (page) => {
    if (page.ok && !page.redirected) await cache.put(PAGE, page.clone());
    return page;
  });
  if (!kept) return fresh;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function dropOldFiles(cache: Cache): Promise<void> {
  const files = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== PAGE);
  for (const file of files.slice(0, Math.max(0, files.length - MAX_FILES))) await cache.delete(file);
}

async function dropOldCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('mingqin-h5-') && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}
