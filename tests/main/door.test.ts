import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { createDoor } from '../../server/main/door.ts';

it('asks to come again while the server starts, and lets people in afterwards', async () => {
  const door = createDoor();
  const http = createServer(door.onRequest).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  const early = await fetch(url);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await early.json()).toMatchObject({ error: { code: 'starting' } });
  door.open((_request, response) => response.end('in'));
  expect(await (await fetch(url)).text()).toBe('in');
  http.close();
});
