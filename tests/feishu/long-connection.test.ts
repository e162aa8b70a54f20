import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { startLongConnection } from '../../server/feishu/index.ts';
import type { LongConnectionOptions } from '../../server/feishu/long-connection.ts';
import type { CardAction, PlatformEvent } from '../../server/feishu/platform.ts';
import { appId, appSecret } from '../sandbox/support.ts';
import { keepLog, listenForTest } from './support.ts';
import { buildApprovalEvent, buildCardCallback, buildUserEvent } from './webhook.ts';

const AnswerSchema = z.object({ code: z.number(), data: z.string().optional() });

describe('the long connection', () => {
  it('brings events into the same shape as the webhook, and acknowledges them', async () => {
    const { push, events } = await connect();
    expect(await push(buildUserEvent())).toMatchObject({ code: 200 });
    expect(await push(buildApprovalEvent())).toMatchObject({ code: 200 });
    expect(events).toEqual([
      { kind: 'user_changed', eventId: 'evt-1', openId: 'ou_p2', change: 'left' },
      { kind: 'approval', eventId: 'evt-v1', instanceCode: 'INS-1', status: 'APPROVED' },
    ]);
  });

  it('answers a card press with its toast', async () => {
    const { push, actions } = await connect();
    const reply = await push(buildCardCallback());
    const data: unknown = JSON.parse(Buffer.from(reply.data ?? '', 'base64').toString('utf8'));
    expect(data).toEqual({ toast: { type: 'success', content: '好' } });
    expect(actions).toHaveLength(1);
  });

  it('refuses another app and another tenant, and asks for a new push when storing fails', async () => {
    const { push, events } = await connect();
    await push(buildUserEvent({ tenant_key: 'other' }));
    await push(buildUserEvent({ app_id: 'cli_other' }));
    await push(buildApprovalEvent({ tenant_key: 'other' }));
    expect(events).toEqual([]);
    const failing = await connect({ onEvent: () => Promise.reject(new Error('disk full')) });
    expect(await failing.push(buildUserEvent())).toMatchObject({ code: 500 });
  });

  it('comes back after the link is lost', async () => {
    const { push, events, hangUp, links, connection } = await connect();
    await push(buildUserEvent());
    hangUp();
    await vi.waitFor(() => expect(links()).toBe(2), { timeout: 60_000 });
    await vi.waitFor(() => expect(connection.state()).toBe('connected'), { timeout: 60_000 });
    expect(await push(buildUserEvent({ event_id: 'evt-2' }))).toMatchObject({ code: 200 });
    expect(events).toHaveLength(2);
  });

  it('does not start with an app id that the SDK would only log about', () => {
    expect(() => startLongConnection(options({ appId: 'my-app' }))).toThrow('app id');
  });
});

function options(overrides: Partial<LongConnectionOptions> = {}): LongConnectionOptions {
  const { logger } = keepLog();
  return {
    appId,
    appSecret,
    baseUrl: 'http://127.0.0.1:1',
    tenantKey: 'tenant-test',
    logger,
    onEvent: () => Promise.resolve(),
    onCardAction: () => Promise.resolve({ toast: { type: 'success', content: '好' } }),
    ...overrides,
  };
}

/** The platform's endpoint with one client on it; `push` sends an event and waits for its acknowledgement. */
async function connect(overrides: Partial<LongConnectionOptions> = {}) {
  const events: PlatformEvent[] = [];
  const actions: CardAction[] = [];
  let socket: Socket | null = null;
  let opens = 0;
  const answers = new Map<string, (text: string) => void>();
  const server = createServer((req, res) => {
    req.resume();
    const ClientConfig = { PingInterval: 30, ReconnectCount: 5, ReconnectInterval: 0.1, ReconnectNonce: 0.1 };
    const URL = `ws://${req.headers.host}/ws?device_id=d1&service_id=1`;
    res.end(JSON.stringify({ code: 0, data: { URL, ClientConfig } }));
  });
  server.on('upgrade', (req, opened: Socket) => {
    socket = opened;
    opens += 1;
    onTestFinished(() => void opened.destroy());
    const accept = createHash('sha1')
      .update(`${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade';
    opened.write(`${head}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    opened.on('data', (bytes) => {
      for (const frame of readClientFrames(bytes)) {
        const { headers, payload } = decodeFrame(frame);
        answers.get(headers['message_id'] ?? '')?.(payload);
      }
    });
    opened.on('error', () => undefined);
  });
  const port = await listenForTest(server);
  const connection = startLongConnection(
    options({
      baseUrl: `http://127.0.0.1:${port}`,
      onEvent: async (event) => void events.push(event),
      onCardAction: async (action) => {
        actions.push(action);
        return { toast: { type: 'success', content: '好' } };
      },
      ...overrides,
    }),
  );
  onTestFinished(() => connection.stop());
  await vi.waitFor(() => expect(connection.state()).toBe('connected'), { timeout: 60_000 });
  let sent = 0;
  const push = (json: unknown): Promise<z.infer<typeof AnswerSchema>> =>
    new Promise((resolve) => {
      const messageId = `m${(sent += 1)}`;
      answers.set(messageId, (answer) => resolve(AnswerSchema.parse(JSON.parse(answer))));
      socket?.write(serverFrame(encodeFrame(messageId, JSON.stringify(json))));
    });
  return { push, events, actions, connection, hangUp: () => socket?.destroy(), links: () => opens };
}

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
const field = (id: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([...varint((id << 3) | 2), ...varint(bytes.length)]), bytes]);
const text = (id: number, value: string): Buffer => field(id, Buffer.from(value));

/** The platform's protobuf frame: method 1 is data; headers say which event and which part of it. */
function encodeFrame(messageId: string, payload: string): Buffer {
  const headers = { type: 'event', message_id: messageId, sum: '1', seq: '0', trace_id: 't' };
  const numbers = Buffer.from([8, 1, 16, 1, 24, 1, 32, 1]);
  const list = Object.entries(headers).map(([key, value]) =>
    field(5, Buffer.concat([text(1, key), text(2, value)])),
  );
  return Buffer.concat([numbers, ...list, text(8, payload)]);
}

function decodeFrame(bytes: Buffer): { headers: Record<string, string>; payload: string } {
  const headers: Record<string, string> = {};
  let payload = '';
  for (const { id, value } of fieldsOf(bytes)) {
    if (id === 8) payload = value.toString('utf8');
    if (id !== 5) continue;
    const [key, worth] = fieldsOf(value).map((one) => one.value.toString('utf8'));
    headers[key ?? ''] = worth ?? '';
  }
  return { headers, payload };
}

function fieldsOf(bytes: Buffer): { id: number; value: Buffer }[] {
  const found = [];
  let at = 0;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = read();
    if ((tag & 7) !== 2) read();
    else {
      const length = read();
      found.push({ id: tag >>> 3, value: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return found;
}

function serverFrame(payload: Buffer): Buffer {
  const length = Buffer.alloc(3);
  length[0] = 126;
  length.writeUInt16BE(payload.length, 1);
  return Buffer.concat([
    Buffer.from([0x82]),
    payload.length < 126 ? Buffer.from([payload.length]) : length,
    payload,
  ]);
}

/** Binary frames of the client, unmasked; others are left out. */
function readClientFrames(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at + 6 <= bytes.length;) {
    const isBinary = ((bytes[at] ?? 0) & 15) === 2;
    const short = (bytes[at + 1] ?? 0) & 127;
    const size = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    const maskAt = at + (short === 126 ? 4 : 2);
    const body = Buffer.from(bytes.subarray(maskAt + 4, maskAt + 4 + size));
    for (let n = 0; n < body.length; n += 1) body[n] = (body[n] ?? 0) ^ (bytes[maskAt + (n % 4)] ?? 0);
    if (isBinary) frames.push(body);
    at = maskAt + 4 + size;
  }
  return frames;
}
