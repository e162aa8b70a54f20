import { randomBytes } from 'node:crypto';
import { createServer, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Koa from 'koa';
import mongoose from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webhookRoutes } from '../../server/http/webhooks.ts';
import { appId, encryptKey, verificationToken } from '../sandbox/support.ts';
import { useDatabase } from '../support/db.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { createCompany } from '../flow/company.ts';
import { keepLog, listenForTest } from './support.ts';
import { buildApprovalEvent, buildCardCallback, buildUserEvent, now, seal, signHeaders } from './webhook.ts';

type Random = Readonly<{
  int(max: number): number;
  pick<T>(items: readonly T[]): T;
  hex(bytes: number): string;
}>;
type Message = Readonly<{ body: Buffer; headers: Record<string, string>; announce?: number; path?: string }>;
type Attack = (random: Random) => Message;

const HOUR_MS = 3_600_000;
const genuineEvent = (random: Random): unknown =>
  random.pick([
    buildUserEvent({ event_id: random.hex(12) }),
    buildApprovalEvent({ comment: '说明'.repeat(random.int(50)) }, { uuid: random.hex(12) }),
    { ...buildCardCallback(), header: { ...buildCardCallback().header, event_id: random.hex(12) } },
  ]);
const envelope = (json: unknown, key?: string): string => JSON.stringify({ encrypt: seal(json, key) });
const signed = (body: string, options: Parameters<typeof signHeaders>[1] = {}): Message => ({
  body: Buffer.from(body),
  headers: signHeaders(body, options),
});
const changed = (message: Message, headers: Record<string, string>): Message => ({
  ...message,
  headers: { ...message.headers, ...headers },
});
const header =
  (change: (random: Random) => Record<string, unknown>): Attack =>
  (random) =>
    signed(envelope(buildUserEvent({ event_id: random.hex(12), ...change(random) })));
const challenge = { type: 'url_verification', token: verificationToken, challenge: 'echo-me' };
const without = (fields: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

/** What a stranger, a proxy or a broken client may send. None may take effect or make the server fail. */
const attacks: Readonly<Record<string, Attack>> = {
  'an unsigned event': (random) => ({ body: Buffer.from(envelope(genuineEvent(random))), headers: {} }),
  'a random signature': (random) =>
    changed(signed(envelope(genuineEvent(random))), { 'x-lark-signature': random.hex(32) }),
  'a signature cut short': (random) => {
    const message = signed(envelope(genuineEvent(random)));
    const whole = message.headers['x-lark-signature'] ?? '';
    return changed(message, { 'x-lark-signature': whole.slice(0, 1 + random.int(63)) });
  },
  'a signature of another body': (random) => ({
    body: Buffer.from(envelope(genuineEvent(random))),
    headers: signHeaders(random.hex(20)),
  }),
  'a signature under another key': (random) => signed(envelope(genuineEvent(random)), { key: random.hex(8) }),
  'a changed timestamp': (random) => {
    const message = signed(envelope(genuineEvent(random)));
    const at = Number(message.headers['x-lark-request-timestamp']) + 1 + random.int(100);
    return changed(message, { 'x-lark-request-timestamp': String(at) });
  },
  'a changed nonce': (random) =>
    changed(signed(envelope(genuineEvent(random))), { 'x-lark-request-nonce': random.hex(8) }),
  'no timestamp': (random) =>
    changed(signed(envelope(genuineEvent(random))), { 'x-lark-request-timestamp': '' }),
  'two signatures': (random) => {
    const message = signed(envelope(genuineEvent(random)));
    const whole = message.headers['x-lark-signature'] ?? '';
    return changed(message, { 'x-lark-signature': `${whole}, ${random.hex(32)}` });
  },
  'a stale signature': (random) =>
    signed(envelope(genuineEvent(random)), {
      at: new Date(+now - 8 * HOUR_MS - 1000 - random.int(30 * 24) * HOUR_MS),
    }),
  'a signature of the future': (random) =>
    signed(envelope(genuineEvent(random)), { at: new Date(+now + 5 * 60_000 + 2000 + random.int(1e9)) }),
  'a signed timestamp that is no number': (random) => {
    const body = envelope(genuineEvent(random));
    return signed(body, { at: new Date(Number.NaN) });
  },
  'a wrong token': header((random) => ({ token: random.hex(8) })),
  'no token': header(() => ({ token: '' })),
  'a wrong token in a 1.0 event': (random) =>
    signed(envelope(buildApprovalEvent({}, { uuid: random.hex(12), token: random.hex(8) }))),
  'another app': header((random) => ({ app_id: `cli_${random.hex(8)}` })),
  'another app in a 1.0 event': (random) =>
    signed(envelope(buildApprovalEvent({ app_id: random.hex(8) }, { uuid: random.hex(12) }))),
  'another tenant': header((random) => ({ tenant_key: random.hex(8) })),
  'no tenant': (random) =>
    signed(
      envelope({
        ...buildUserEvent(),
        header: without(buildUserEvent({ event_id: random.hex(12) }).header, 'tenant_key'),
      }),
    ),
  'a re-serialised body': (random) => {
    const body = envelope(genuineEvent(random));
    const spaced = JSON.stringify(JSON.parse(body), null, 1 + random.int(4));
    return { body: Buffer.from(spaced), headers: signHeaders(body) };
  },
  'one flipped bit': (random) => {
    const message = signed(envelope(genuineEvent(random)));
    const body = Buffer.from(message.body);
    const at = random.int(body.length);
    body[at] = (body[at] ?? 0) ^ (1 << random.int(8));
    return { ...message, body };
  },
  'a truncated body': (random) => {
    const message = signed(envelope(genuineEvent(random)));
    return { ...message, body: message.body.subarray(0, random.int(message.body.length)) };
  },
  'a truncated cipher, signed': (random) => {
    const cipher = Buffer.from(seal(genuineEvent(random)), 'base64');
    return signed(
      JSON.stringify({ encrypt: cipher.subarray(0, random.int(cipher.length)).toString('base64') }),
    );
  },
  'a garbage cipher, signed': (random) =>
    signed(JSON.stringify({ encrypt: randomBytes(1 + random.int(400)).toString('base64') })),
  'a garbage cipher, unsigned': (random) => ({
    body: Buffer.from(JSON.stringify({ encrypt: random.hex(1 + random.int(200)) })),
    headers: {},
  }),
  'a cipher under another key, signed': (random) => signed(envelope(genuineEvent(random), random.hex(8))),
  'an unencrypted event, signed': (random) => signed(JSON.stringify(genuineEvent(random))),
  'bytes that are no text, signed': (random) => signed(randomBytes(random.int(3000)).toString('latin1')),
  'an encrypt field of another type, signed': (random) =>
    signed(JSON.stringify({ encrypt: random.pick<unknown>([null, 7, {}, [], true, '']) })),
  'an event that is no event': (random) =>
    signed(
      envelope(
        random.pick<unknown>([
          null,
          [],
          7,
          'x',
          { ...buildUserEvent({ event_id: '' }) },
          { ...buildUserEvent({ event_id: random.hex(200) }) },
          { header: buildUserEvent({ event_id: { $gt: '' } }).header, event: {} },
          JSON.parse('{"__proto__":{"token":"x"},"header":{"constructor":1}}'),
        ]),
      ),
    ),
  'a deeply nested event': (random) => {
    const depth = 2000 + random.int(20_000);
    return signed(envelope(`${'['.repeat(depth)}${']'.repeat(depth)}`));
  },
  'a challenge with a wrong token': (random) => ({
    body: Buffer.from(envelope({ ...challenge, token: random.hex(8) })),
    headers: {},
  }),
  'an unencrypted challenge': (random) => ({
    body: Buffer.from(JSON.stringify({ ...challenge, challenge: random.hex(4) })),
    headers: {},
  }),
  'up to 50 MB announced': (random) => ({
    body: Buffer.alloc(random.int(1000), 'a'),
    headers: signHeaders('x'),
    announce: 1024 * 1024 + 1 + random.int(49 * 1024 * 1024),
  }),
  'megabytes that nobody announced': () => ({
    body: Buffer.alloc(3 * 1024 * 1024, 'a'),
    headers: { ...signHeaders('x'), 'transfer-encoding': 'chunked' },
  }),
};

describe('the webhook doors, whatever is sent', () => {
  useDatabase();
  const seeds = plannedRuns(3);
  let company: Awaited<ReturnType<typeof createCompany>>;
  beforeAll(async () => {
    company = await createCompany();
    company.setNow(now);
  });
  beforeEach(() => mongoose.connection.collection('inbox').deleteMany({}));

  /** The real doors of the server with its store behind them. */
  async function open() {
    const { logger } = keepLog();
    const app = new Koa();
    app.silent = true;
    const secrets = { appId, encryptKey, verificationToken, tenantKey: 'tenant-test' };
    app.use(webhookRoutes(company.deps, { ...secrets, logger }).routes());
    const answer = app.callback();
    return listenForTest(createServer((req, res) => void answer(req, res)));
  }
  const effects = () => mongoose.connection.collection('inbox').countDocuments({});

  it.each(Object.entries(attacks))('seeds: %s is refused, and nothing fails', async (name, attack) => {
    const port = await open();
    const heavy = name.includes('nobody announced');
    const count = heavy ? Math.ceil(seeds / 10) : seeds;
    for (let seed = 0; seed < count; seed += 1) {
      const random = seeded(seed + name.length * 1000);
      const message = attack(random);
      for (const path of ['/feishu/events', '/feishu/callbacks']) {
        const status = await send(port, path, message);
        expect([400, 401, 413], `${name}, seed ${seed}, ${path}`).toContain(status);
      }
    }
    expect(await effects()).toBe(0);
    countRuns(seeds, 0);
  });

  it('seeds: a replay of the same bytes takes no second effect', async () => {
    const port = await open();
    for (let seed = 0; seed < seeds; seed += 1) {
      const message = signed(envelope(genuineEvent(seeded(seed))));
      const paths = ['/feishu/events', '/feishu/callbacks'];
      const first = await Promise.all(paths.map((path) => send(port, path, message)));
      const known = await effects();
      for (let n = 0; n < 3; n += 1)
        for (const path of paths) expect(await send(port, path, message)).toBeLessThan(500);
      expect(first).toContain(200);
      expect(await effects()).toBe(known);
    }
    countRuns(seeds, 0);
  });

  it('leave the memory flat', async () => {
    const port = await open();
    const collect = exposeGc();
    const storm = async () => {
      for (const attack of Object.values(attacks)) await send(port, '/feishu/events', attack(seeded(1)));
      collect();
      return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    };
    await storm();
    const before = await storm();
    for (let round = 0; round < 5; round += 1) await storm();
    expect((await storm()) - before).toBeLessThan(16 * 1024 * 1024);
  }, 120_000);
});

/** Sends the bytes as they are; the status, also when the server hangs up on the rest. */
async function send(port: number, path: string, message: Message): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = message.announce ?? message.body.length;
    const isChunked = message.headers['transfer-encoding'] !== undefined;
    const headers = { ...message.headers, ...(isChunked ? {} : { 'content-length': length }) };
    let answered = false;
    const out = request({ port, path, method: 'POST', headers, agent: false }, (reply) => {
      answered = true;
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    out.on('error', (error) => (answered ? undefined : reject(error)));
    out.write(message.body);
    if (message.announce === undefined) out.end();
  });
}

/** mulberry32 */
function seeded(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (max: number): number => Math.floor(next() * max);
  return {
    int,
    pick: (items) => {
      const [item = items[0]] = items.slice(int(items.length));
      if (item === undefined) throw new Error('nothing to pick');
      return item;
    },
    hex: (bytes) => Array.from({ length: bytes }, () => int(256).toString(16).padStart(2, '0')).join(''),
  };
}

function exposeGc(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('no garbage collector to call');
  return () => void Reflect.apply(collect, undefined, []);
}
