import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createGatewaySender } from '../../../server/connectors/messages/gateway-sender.ts';

const NOW = new Date('2026-11-18T02:00:00Z');
const MESSAGE = { id: 'm-1', channel: 'sms', to: '13800000000', text: '请打开链接' } as const;
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function senderTo(answer: RequestListener, options?: { patienceMs: number }) {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/send`;
  return createGatewaySender({ url, key: 'k', now: () => NOW }, options);
}

it('hands a message over, signed with its time', async () => {
  const got: string[] = [];
  const sender = await senderTo((request, response) => {
    request.on('data', (part: Buffer) => got.push(String(part)));
    request.on('end', () => {
      got.push(String(request.headers['x-mingqin-signature']));
      response.writeHead(202).end();
    });
  });
  await sender.send(MESSAGE);
  const body = JSON.stringify(MESSAGE);
  const signature = createHmac('sha256', 'k')
    .update(`${+NOW / 1_000}.${body}`)
    .digest('hex');
  expect(got).toEqual([body, `t=${+NOW / 1_000},v1=${signature}`]);
});

it.each([
  ['accepts and never answers', () => undefined, 0, { patienceMs: 300 }],
  ['refuses', (_request, response) => void response.writeHead(422).end('no such number'), 422, undefined],
  [
    'leads elsewhere',
    (_request, response) => void response.writeHead(302, { location: '/x' }).end(),
    0,
    undefined,
  ],
] satisfies [string, RequestListener, number, { patienceMs: number } | undefined][])(
  'fails where the gateway %s, so that it is tried again',
  async (_what, answer, code, options) => {
    const sender = await senderTo(answer, options);
    await expect(sender.send(MESSAGE)).rejects.toMatchObject({ code: 'platform_failed', details: { code } });
  },
);
