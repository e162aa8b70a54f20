import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { createHttpServer } from '../../server/main/http-server.ts';

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
