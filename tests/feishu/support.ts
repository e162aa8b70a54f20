import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createFeishu } from '../../server/feishu/index.ts';
import type { FeishuOptions } from '../../server/feishu/index.ts';
import type { FeishuLogger } from '../../server/feishu/logger.ts';
import type { SandboxOptions } from '../../server/sandbox/index.ts';
import { appId, appSecret, startSandbox } from '../sandbox/support.ts';

export type Logged = { fields: Readonly<Record<string, unknown>>; message: string };

/** A logger that keeps what it is given. */
export function keepLog(): { logger: FeishuLogger; lines: Logged[] } {
  const lines: Logged[] = [];
  const keep = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    lines.push({ fields, message });
  };
  return { logger: { info: keep, warn: keep }, lines };
}

/** The real SDK against a simulated tenant on the wire, gone after the test. */
export async function useTenant(overrides: Partial<SandboxOptions> = {}) {
  const { sandbox, clock } = await startSandbox(overrides);
  onTestFinished(() => sandbox.close());
  const { logger, lines } = keepLog();
  const options = buildOptions({ baseUrl: sandbox.url, accountsUrl: sandbox.url, logger });
  return { sandbox, clock, lines, options, feishu: createFeishu(options) };
}

export function buildOptions(overrides: Partial<FeishuOptions> = {}): FeishuOptions {
  return {
    appId,
    appSecret,
    baseUrl: 'http://127.0.0.1:1',
    accountsUrl: 'http://127.0.0.1:1',
    tenantKey: 'tenant-test',
    logger: keepLog().logger,
    ...overrides,
  };
}

export type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

/**
 * A platform that answers as told, for replies the simulated tenant never gives. Grants a token by itself; `answer` gets
 * everything else: null never comes, `reset` ends the connection, `half` ends it within the answer. `requests` lists "METHOD path" of
 * all, tokens included.
 */
export async function useScriptedPlatform(
  answer: (path: string, nth: number, authorization: string) => Answer | 'reset' | 'half' | null,
  timeoutMs = 60_000,
) {
  const requests: string[] = [];
  let tokens = 0;
  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    const path = req.url ?? '';
    requests.push(`${req.method} ${path}`);
    req.resume();
    const reply = path.endsWith('/tenant_access_token/internal')
      ? { body: { code: 0, tenant_access_token: `t-${(tokens += 1)}`, expire: 7200 } }
      : answer(
          path,
          requests.filter((line) => !line.includes('tenant_access_token')).length,
          req.headers.authorization ?? '',
        );
    if (reply === null) return;
    if (reply === 'reset') return void req.socket.destroy();
    if (reply === 'half') {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
      return void res.write('{"code":0,"data":{', () => req.socket.destroy());
    }
    const { status = 200, headers = {}, body }: Answer = reply;
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer(handle);
  const port = await listenForTest(server);
  const { logger, lines } = keepLog();
  const url = `http://127.0.0.1:${port}`;
  const feishu = createFeishu(buildOptions({ baseUrl: url, accountsUrl: url, logger, timeoutMs }));
  return { feishu, requests, lines, url };
}

/** Listens on a free loopback port until the test ends; returns the port. */
export async function listenForTest(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
