import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressBuild } from '../../server/main/compress-build.ts';
import { useDatabase } from '../support/db.ts';
import { createShop } from '../support/phone.ts';
import { useApp } from './app.ts';

useDatabase();
const dir = await mkdtemp(join(tmpdir(), 'mingqin-built-'));
const app = useApp({ miniappDir: dir });
const code = Array.from({ length: 400 }, (_, n) => `export const word${n} = '${(n * n).toString(36)}';`).join(
  '\n',
);
const noise = randomBytes(4_000);

beforeAll(async () => {
  await mkdir(join(dir, 'assets'));
  await writeFile(join(dir, 'assets', 'first-1.js'), code);
  await writeFile(join(dir, 'assets', 'small-1.js'), 'export {};');
  await writeFile(join(dir, 'assets', 'noise-1.css'), noise);
  await compressBuild(dir);
  app.use((await createShop()).deps);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const ask = (
  path: string,
  accepts: string,
): Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }> =>
  new Promise((resolve, reject) => {
    get(app.url() + path, { headers: { 'accept-encoding': accepts } }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('end', () => resolve({ headers: reply.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });

it('sends a file of the build as small as it gets, made once and not with each request', async () => {
  const sent = await ask('/assets/first-1.js', 'gzip, deflate, br, zstd');
  expect(sent.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-length': String(sent.body.length),
  });
  expect(sent.headers['vary']).toContain('Accept-Encoding');
  expect(brotliDecompressSync(sent.body).toString()).toBe(code);
});

it.each([
  { why: 'to whom cannot read that', path: '/assets/first-1.js', accepts: 'gzip', coding: 'gzip' },
  { why: 'to whom reads nothing packed', path: '/assets/first-1.js', accepts: 'identity', coding: undefined },
  { why: 'that is small as it is', path: '/assets/small-1.js', accepts: 'br', coding: undefined },
])('sends a file $why as before', async ({ path, accepts, coding }) => {
  const { headers } = await ask(path, accepts);
  expect(headers['content-encoding']).toBe(coding);
});

it('keeps nothing packed that would be no smaller', async () => {
  const { headers, body } = await ask('/assets/noise-1.css', 'identity');
  expect(headers['content-encoding']).toBeUndefined();
  expect(body).toEqual(noise);
});
