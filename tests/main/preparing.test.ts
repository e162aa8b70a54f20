import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPreparing } from '../../server/main/preparing.ts';

describe('an address whose demo company is being made', () => {
  const preparing = createPreparing();
  let server: Server;
  let url = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (!preparing.answer(request, response)) response.end('the product');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(() => server.close());

  it('says that it is beginning before there is anything to count', async () => {
    preparing.note('beginning');
    const page = await (await fetch(`${url}/`)).text();
    expect(page).toContain('<progress ></progress>');
    expect(page).toContain('正在开始');
    expect(page).toContain('It is beginning');
    expect(await (await fetch(`${url}/api/v1/cases`)).json()).toEqual({
      error: { code: 'preparing', message: 'the demo company is being made' },
    });
  });

  it('says in both languages how far it is, asks again by itself, and keeps nothing', async () => {
    preparing.note({ done: 12, of: 84, day: '2026-11-13' });
    const reply = await fetch(`${url}/console/`);
    expect([reply.status, reply.headers.get('retry-after'), reply.headers.get('cache-control')]).toEqual([
      503,
      '2',
      'no-store',
    ]);
    const page = await reply.text();
    expect(page).toContain('共 84 步，已完成 12 步；三周的经过正讲到 2026-11-13。');
    expect(page).toContain('12 of 84 steps done; three weeks of history have come to 2026-11-13.');
    expect(page).toContain('http-equiv="refresh"');
  });

  it('tells programs the same as an error, and lets the chat platform through', async () => {
    preparing.note({ done: 1, of: 2, day: '2026-11-13' });
    const reply = await fetch(`${url}/api/v1/cases`);
    expect(await reply.json()).toEqual({
      error: { code: 'preparing', message: 'the demo company is being made: 1 of 2' },
    });
    const inChinese = { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } };
    expect(await (await fetch(`${url}/api/v1/cases`, inChinese)).json()).toEqual({
      error: { code: 'preparing', message: '示范公司正在准备：已完成 1 步，共 2 步' },
    });
    for (const path of ['/feishu/events', '/open-apis/im/v1/messages', '/oauth/authorize'])
      expect(await (await fetch(url + path)).text()).toBe('the product');
  });

  it('is the product once the company is complete', async () => {
    preparing.note(null);
    expect(await (await fetch(`${url}/h5/`)).text()).toBe('the product');
  });
});
