import { connect } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebhookGuard } from '../../server/feishu/index.ts';
import { appId, encryptKey, verificationToken } from '../sandbox/support.ts';
import { keepLog } from './support.ts';
import {
  buildApprovalEvent,
  buildCardCallback,
  buildUserEvent,
  now,
  post,
  postSigned,
  seal,
  signHeaders,
  useWebhook,
} from './webhook.ts';

const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const challenge = { type: 'url_verification', token: verificationToken, challenge: 'echo-me' };

describe('the webhook guard refuses with 401 and runs nothing', () => {
  const genuine = JSON.stringify({ encrypt: seal(buildUserEvent()) });
  const signed = (json: unknown): [string, Record<string, string>] => {
    const body = JSON.stringify({ encrypt: seal(json) });
    return [body, signHeaders(body)];
  };
  const garbage = JSON.stringify({ encrypt: 'Z2FyYmFnZSBnYXJiYWdlIGdhcmJhZ2U=' });
  const plain = JSON.stringify(buildUserEvent());
  const attacks: [string, string, Record<string, string>][] = [
    ['an unsigned event', genuine, {}],
    ['a wrong signature', genuine, { ...signHeaders(genuine), 'x-lark-signature': 'f'.repeat(64) }],
    ['a signature of another body', genuine, signHeaders('{}')],
    ['a signature under another key', genuine, signHeaders(genuine, { key: 'other' })],
    ['a changed timestamp', genuine, { ...signHeaders(genuine), 'x-lark-request-timestamp': '1795406401' }],
    ['a 9 hours old signature', genuine, signHeaders(genuine, { at: hoursAgo(9) })],
    ['a signature of the future', genuine, signHeaders(genuine, { at: hoursAgo(-1) })],
    ['a wrong token', ...signed(buildUserEvent({ token: 'forged' }))],
    ['a wrong token in a 1.0 event', ...signed(buildApprovalEvent({}, { token: 'forged' }))],
    ['another app', ...signed(buildUserEvent({ app_id: 'cli_other' }))],
    ['another tenant', ...signed(buildUserEvent({ tenant_key: 'other' }))],
    ['no identity at all', ...signed({ schema: '2.0', event: {} })],
    ['garbage encrypt, unsigned', garbage, {}],
    ['garbage encrypt, signed', garbage, signHeaders(garbage)],
    ['an unencrypted event, signed', plain, signHeaders(plain)],
    ['an event encrypted under another key', ...signedUnder('other-key')],
    ['a challenge with a wrong token', JSON.stringify({ encrypt: seal({ ...challenge, token: 'x' }) }), {}],
    ['an unencrypted challenge', JSON.stringify(challenge), {}],
    ['no JSON', 'not json', signHeaders('not json')],
    ['an empty body', '', signHeaders('')],
    ['an event without an id', ...signed(buildUserEvent({ event_id: '' }))],
  ];
  function signedUnder(key: string): [string, Record<string, string>] {
    const body = JSON.stringify({ encrypt: seal(buildUserEvent(), key) });
    return [body, signHeaders(body)];
  }

  it.each(attacks)('%s', async (_name, body, headers) => {
    const { url, events, actions, lines } = await useWebhook();
    for (const path of ['/events', '/callbacks'])
      expect(await post(url + path, body, headers)).toMatchObject({ status: 401, text: '{}' });
    expect([events, actions]).toEqual([[], []]);
    expect(lines.map((line) => line.message)).toEqual(Array(2).fill('feishu webhook refused'));
  });

  it('whatever else arrives, signed or not, without ever failing itself', async () => {
    const { url, events, actions } = await useWebhook();
    const inner = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constant(JSON.stringify({ ...buildCardCallback(), header: { event_id: 7 } })),
    );
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      inner.map((text) => JSON.stringify({ encrypt: seal(text) })),
      fc.base64String({ minLength: 24 }).map((encrypt) => JSON.stringify({ encrypt })),
    );
    const path = fc.constantFrom('/events', '/callbacks');
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), path, async (text, isSigned, at) => {
        const reply = await post(url + at, text, isSigned ? signHeaders(text) : {});
        expect(reply).toMatchObject({ status: 401, text: '{}' });
      }),
      { numRuns: 300 },
    );
    expect([events, actions]).toEqual([[], []]);
  });

  it('a card callback older than ten minutes, for those are never pushed again', async () => {
    const { url, actions } = await useWebhook();
    const old = new Date(now.getTime() - 11 * 60_000);
    expect((await postSigned(`${url}/callbacks`, buildCardCallback(), old)).status).toBe(401);
    expect(actions).toEqual([]);
  });

  it('an event on the callback address, and a callback without an operator', async () => {
    const { url, actions } = await useWebhook();
    expect((await postSigned(`${url}/callbacks`, buildUserEvent())).status).toBe(401);
    const nobody = buildCardCallback({ operator: {} });
    expect((await postSigned(`${url}/callbacks`, nobody)).status).toBe(401);
    expect(actions).toEqual([]);
  });

  it('to exist without its secrets', () => {
    const { logger } = keepLog();
    const rest = {
      appId,
      now: () => now,
      logger,
      onEvent: () => Promise.resolve(),
      onCardAction: () => Promise.resolve({}),
    };
    expect(() => createWebhookGuard({ ...rest, encryptKey: '', verificationToken })).toThrow('encrypt key');
    expect(() => createWebhookGuard({ ...rest, encryptKey, verificationToken: '' })).toThrow('token');
  });
});

describe('the webhook guard stops large bodies with 413', () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'a');
  const frame = (part: Buffer) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);

  /** Sends a head and a beginning of the body over a raw socket, never the end, and waits for the answer. */
  async function begin(port: number, head: string, parts: readonly Buffer[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /events HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
    for (const part of parts) socket.write(part);
    return new Promise((resolve) => {
      let answer = '';
      socket.on('data', (part) => (answer += part.toString('latin1')));
      socket.on('error', () => resolve(answer));
      socket.on('close', () => resolve(answer));
    });
  }

  it('at once when the length is announced', async () => {
    const { port, events } = await useWebhook();
    const answer = await begin(port, `Content-Length: ${50 * megabyte.length}`, [
      Buffer.from('{"encrypt":"'),
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(events).toEqual([]);
  });

  it('after one megabyte when it is not announced, without waiting for the end', async () => {
    const { port } = await useWebhook();
    const parts = [frame(megabyte), frame(Buffer.from('more'))];
    expect(await begin(port, 'Transfer-Encoding: chunked', parts)).toMatch(/^HTTP\/1.1 413 /);
  });

  it('and hangs up on 50 MB after reading a few', async () => {
    const { port, server } = await useWebhook();
    const received = new Promise<number>((resolve) => {
      server.once('connection', (socket) => socket.once('close', () => resolve(socket.bytesRead)));
    });
    await begin(port, 'Transfer-Encoding: chunked', Array<Buffer>(50).fill(frame(megabyte)));
    expect(await received).toBeGreaterThan(megabyte.length);
    expect(await received).toBeLessThan(10 * megabyte.length);
  });

  it('and forgets a sender who hangs up half way', async () => {
    const { port, url, events } = await useWebhook();
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"encr');
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await postSigned(`${url}/events`, buildUserEvent())).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('but takes one just below', async () => {
    const { url } = await useWebhook();
    const event = buildApprovalEvent({ comment: 'x'.repeat(700_000) });
    expect((await postSigned(`${url}/events`, event)).status).toBe(200);
  });
});
