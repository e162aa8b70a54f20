import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createApp, type AppOptions } from '../../server/app.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { createHttpServer } from '../../server/main/http-server.ts';

export type Reply = { status: number; body: unknown; headers: Headers };
type Sent = { method?: string; body?: string | FormData; headers?: Record<string, string>; cookie?: string };

/** The real doors on a real socket; `use` gives them the deps of this test. Sign-in takes an open id for its code. */
export function useApp(options: Partial<AppOptions> = {}) {
  const server = createHttpServer(() => undefined);
  let url = '';
  let dir = '';
  let logged = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mingqin-pages-'));
    await mkdir(join(dir, 'h5'));
    await writeFile(join(dir, 'h5', 'index.html'), '<!doctype html><title>h5</title>');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(dir, { recursive: true, force: true });
  });
  const use = (deps: Deps): Deps => {
    server.removeAllListeners('request');
    logged = '';
    const logger = pino({ level: 'trace' }, { write: (line: string) => void (logged += line) });
    const own: Deps = {
      ...deps,
      publicUrl: url,
      feishu: {
        ...deps.feishu,
        signIn: {
          authorizeUrl: ({ redirectUri, state, codeChallenge }) =>
            `https://tenant.example/authorize?${new URLSearchParams({ redirectUri, state, codeChallenge }).toString()}`,
          exchangeCode: async ({ code }) => ({ openId: code, tenantKey: 't', name: '' }),
          jssdkConfig: async () => ({ appId: 'cli_1', timestamp: 1, nonceStr: 'n', signature: 's' }),
        },
      },
    };
    const app = createApp(own, {
      miniappDir: dir,
      frameAncestors: [],
      secureCookies: false,
      logger,
      ...options,
    });
    const handle = app.callback();
    server.on('request', (request, response) => void handle(request, response));
    return own;
  };
  const call = async (path: string, sent: Sent = {}): Promise<Reply> => {
    const { method = 'GET', body, headers, cookie } = sent;
    const reply = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { 'x-requested-with': 'mingqin', ...(cookie !== undefined && { cookie }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await reply.text();
    const isJson = reply.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return { status: reply.status, body: parsed, headers: reply.headers };
  };
  const post = (path: string, value: unknown, cookie?: string): Promise<Reply> =>
    call(path, {
      method: 'POST',
      body: JSON.stringify(value),
      headers: { 'content-type': 'application/json' },
      ...(cookie !== undefined && { cookie }),
    });
  const signIn = async (openId: string): Promise<string> => {
    const { headers } = await post('/auth/feishu', { code: openId });
    return cookieOf(headers);
  };
  /** With every cookie a browser would keep. */
  const signInBrowser = async (openId: string): Promise<string> => {
    const { headers } = await post('/auth/feishu', { code: openId });
    return `${cookieOf(headers)}; ${cookieOf(headers, 'mingqin_mark')}`;
  };
  return { use, call, post, signIn, signInBrowser, url: () => url, logged: () => logged };
}

export function cookieOf(headers: Headers, name = 'mingqin_session'): string {
  const line = headers.getSetCookie().find((one) => one.startsWith(`${name}=`)) ?? '';
  return line.split(';')[0] ?? '';
}
