import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { api, ApiError, healSignInWith, serverOffsetMs } from '../../miniapp/api.ts';
import { serverAtLeastMs } from '../../miniapp/api-call.ts';

type Sent = { path: string; method: string; headers: Record<string, string>; body: unknown };

afterEach(() => {
  vi.unstubAllGlobals();
  healSignInWith(() => Promise.resolve(false));
});

function stubServer(...replies: (() => Response)[]) {
  const sent: Sent[] = [];
  const assign = vi.fn<(url: string) => void>();
  vi.stubGlobal('location', { pathname: '/h5/', hash: '#/cases/c1', assign });
  vi.stubGlobal('fetch', (path: string, init: Omit<Sent, 'path'>) => {
    sent.push({ path, method: init.method, headers: init.headers, body: init.body });
    const next = replies.shift();
    return next ? Promise.resolve(next()) : Promise.reject(new TypeError('network'));
  });
  return { sent, assign };
}
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(JSON.stringify(body), { status, headers });
const denied = json(401, { error: { code: 'unauthenticated', message: '', requestId: 'r' } });

it('marks writes as coming from our own page, and reads not', async () => {
  const { sent } = stubServer(json(200, {}), json(200, {}));
  await api.me();
  await api.withdrawConsent('location');
  expect(sent.map(({ method, path, headers }) => [method, path, headers['x-requested-with']])).toEqual([
    ['GET', '/api/v1/me', undefined],
    ['DELETE', '/api/v1/consents/location', 'mingqin'],
  ]);
});

it('learns the server’s clock from every reply', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  stubServer(json(200, {}, { 'x-server-time': String(Date.now() + 120_000) }));
  await api.me();
  expect(serverOffsetMs()).toBe(120_000);
});

it('knows the least that the server’s clock can show, whatever becomes of the phone’s, and from other pages too', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const serverMs = Date.now() + 120_000;
  stubServer(json(200, {}, { 'x-server-time': String(serverMs) }));
  await api.me();
  vi.advanceTimersByTime(60_000);
  vi.setSystemTime(0);
  expect(serverAtLeastMs()).toBe(serverMs + 60_000);
  // Another page of this phone heard the server after that.
  vi.stubGlobal('localStorage', { getItem: () => String(serverMs + 300_000) });
  expect(serverAtLeastMs()).toBe(serverMs + 300_000);
});

it('sends a signed-out person to the login page and back to the same screen', async () => {
  const { assign } = stubServer(denied);
  await expect(api.case('c1')).rejects.toMatchObject({ status: 401 });
  expect(assign).toHaveBeenCalledWith('/auth/login?to=%2Fh5%2F%23%2Fcases%2Fc1');
});

it('never leaves the page for the outbox', async () => {
  const { assign } = stubServer(denied);
  await expect(api.withdrawConsent('photo')).rejects.toMatchObject({ status: 401 });
  expect(assign).not.toHaveBeenCalled();
});

it('heals a lost session once inside the chat app and repeats the call', async () => {
  const { sent, assign } = stubServer(denied, json(200, { name: '张' }));
  healSignInWith(() => Promise.resolve(true));
  expect(await api.me()).toEqual({ name: '张' });
  expect(sent).toHaveLength(2);
  expect(assign).not.toHaveBeenCalled();
  stubServer(denied, denied);
  await expect(api.me()).rejects.toMatchObject({ status: 401 });
});

it('turns every failure into one kind of error', async () => {
  stubServer(
    json(429, { error: { code: 'rate_limited', message: 'm', requestId: 'r' } }, { 'retry-after': '7' }),
    json(400, {
      error: { code: 'invalid_input', message: 'm', fields: [{ field: 'a', reason: 'b' }], requestId: 'r' },
    }),
    () => new Response('<html>', { status: 502 }),
  );
  await expect(api.me()).rejects.toMatchObject({ code: 'rate_limited', retryAfterS: 7 });
  await expect(api.me()).rejects.toMatchObject({ fields: [{ field: 'a', reason: 'b' }] });
  await expect(api.me()).rejects.toMatchObject({ status: 502, code: 'http_502' });
  const lost = await api.me().catch((error: unknown) => error);
  expect(lost).toBeInstanceOf(ApiError);
  expect(lost).toMatchObject({ status: 0, code: 'offline' });
});

it('has the server’s sentence of what somebody sent, which is in the language of the page', async () => {
  const refused = json(403, { error: { code: 'forbidden', message: '不能处理关于自己的案件。' } });
  stubServer(refused, refused);
  await expect(api.contact('c1', { version: 1 })).rejects.toMatchObject({ said: '不能处理关于自己的案件。' });
  await expect(api.me()).rejects.toMatchObject({ said: undefined });
});

it('signs in once for all calls that met the ended session together', async () => {
  stubServer(denied, denied, json(200, {}), json(200, {}));
  const heal = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
  healSignInWith(heal);
  await Promise.all([api.me(), api.consents()]);
  expect(heal).toHaveBeenCalledTimes(1);
});

it(
  'takes a reply that breaks off or stands still halfway for none, and goes on',
  { timeout: 5_000 },
  async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    stubServer();
    vi.stubGlobal('fetch', async (_path: string, { signal }: { signal: AbortSignal }) => {
      const words = new ReadableStream({
        start: (body) =>
          signal.addEventListener('abort', () => body.error(new DOMException('', 'AbortError'))),
      });
      return new Response(words);
    });
    const asked = api.me().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await asked).toMatchObject({ status: 0, code: 'offline' });
    stubServer(
      () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError('lost')) })),
    );
    await expect(api.me()).rejects.toMatchObject({ status: 0, code: 'offline' });
  },
);

it('takes a page that something on the way put in the place of a reply for no reply', async () => {
  stubServer(() => new Response('<html>sign in to this WLAN</html>'));
  await expect(api.me()).rejects.toMatchObject({ status: 0, code: 'offline' });
});
