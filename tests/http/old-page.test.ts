import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const dir = mkdtempSync(join(tmpdir(), 'mingqin-built-'));
const app = useApp({ miniappDir: dir });
let cookie = '';

beforeAll(async () => {
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'assets', 'h5-Now_1.js'), '');
  app.use((await createCompany()).deps);
  cookie = await app.signIn('ou_zhang');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const send = async (
  path: string,
  page: string | undefined,
  language = 'zh-CN',
  said: unknown = { old: 1 },
) => {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  const body = JSON.stringify(said);
  const asked = {
    method: 'POST',
    body,
    cookie,
    headers: { ...headers, ...(page && { 'x-mingqin-page': page }) },
  };
  const reply = await app.call(path, asked);
  return { status: reply.status, body: reply.body };
};
const OLD = { status: 409, body: { error: { code: 'page_outdated' } } };

it.each([
  '/api/v1/visits',
  '/api/v1/fixes',
  '/api/v1/declarations',
  '/api/v1/public/leads',
  '/api/v1/no-longer',
])('a page of an earlier build that is not understood is told to begin anew (%s)', async (path) => {
  expect(await send(path, 'h5-Before.js')).toMatchObject(OLD);
  expect(await send(path, 'h5-Now_1.js')).not.toMatchObject(OLD);
});

it('an item of an earlier build that is not understood stays on its phone, and one of today’s is answered', async () => {
  const said = {
    installId: '3f0c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a',
    sentAtMs: Date.parse('2026-11-19T10:00:00+08:00'),
    punches: [{ shape: 'of last year' }],
  };
  expect(await send('/api/v1/punches', 'h5-Before.js', 'zh-CN', said)).toMatchObject(OLD);
  expect(await send('/api/v1/punches', 'h5-Now_1.js', 'zh-CN', said)).toMatchObject({
    status: 200,
    body: { receipts: [{ status: 'rejected', code: 'invalid' }] },
  });
});

it('says so in the language of the page', async () => {
  const said = { zh: /旧版本.*刷新/, en: /old.*reload/i };
  const zh = await send('/api/v1/visits', 'h5-Before.js');
  const en = await send('/api/v1/visits', 'h5-Before.js', 'en');
  expect(zh.body).toMatchObject({ error: { message: expect.stringMatching(said.zh) } });
  expect(en.body).toMatchObject({ error: { message: expect.stringMatching(said.en) } });
});

it.each([undefined, '../../package.json', 'assets/h5-Now_1.js', 'x'.repeat(3000)])(
  'what names no page of ours is told what it got wrong (%s)',
  async (page) => {
    expect(await send('/api/v1/visits', page)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_input' } },
    });
  },
);
