import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { createHttpServer } from '../../server/main/http-server.ts';
import { StartFault, toListenFault } from '../../server/main/start-fault.ts';

const MINUTE_MS = 60_000;

it('lets a large file take longer than the page waits for it, and cuts slow headers off as ever', () => {
  const { requestTimeout, headersTimeout } = createHttpServer(() => undefined);
  expect(requestTimeout).toBe(35 * MINUTE_MS);
  expect(headersTimeout).toBe(createServer().headersTimeout);
  expect(headersTimeout).toBeLessThanOrEqual(MINUTE_MS);
});

it('keeps an idle connection longer than a proxy does', () => {
  expect(createHttpServer(() => undefined).keepAliveTimeout).toBeGreaterThan(MINUTE_MS);
});

it('is what the product listens with', () => {
  const source = readFileSync('server/main/serve.ts', 'utf8');
  expect(source).toContain('createHttpServer(door.onRequest)');
  expect(source).not.toContain('createServer');
});

it('says in one line of an address that is none of this machine', async () => {
  const http = createHttpServer(() => undefined);
  // Kept for documentation (RFC 5737): no machine has it.
  const place = { host: '203.0.113.1', port: 0 };
  http.listen(place.port, place.host);
  const error: unknown = await once(http, 'error').then(([found]: unknown[]) => found);
  expect(toListenFault(error, place)).toEqual(
    new StartFault('203.0.113.1 (HOST) is no address of this machine; 127.0.0.1 or 0.0.0.0 always is'),
  );
});
