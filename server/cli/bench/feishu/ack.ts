import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { TENANT_KEY } from '../../../demo/company.ts';
import { atLeast, atMost, quantile, rounded, type BenchResult } from '../bench.ts';
import { startDemoProcess } from '../demo-process.ts';

const PER_SECOND = 200;
const SECONDS = 20;
const WARM_UP = 200;
const KeysSchema = z.object({ appId: z.string(), encryptKey: z.string(), verificationToken: z.string() });
type Keys = z.infer<typeof KeysSchema>;

/** Signed, encrypted events at a steady rate into the server as it is started, whether it keeps up or not; each waits for its own answer. */
export async function measureAck(folder: string, say: (line: string) => void): Promise<BenchResult> {
  const demo = await startDemoProcess(folder);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  try {
    const keys = KeysSchema.parse(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')));
    const url = new URL('/feishu/events', demo.url).href;
    await pushAll({ url, agent, keys, count: WARM_UP });
    const acks = await pushAll({ url, agent, keys, count: PER_SECOND * SECONDS });
    const waits = acks.map(({ ms }) => ms);
    const accepted = acks.filter(({ status }) => status === 200).length;
    say(`${accepted} of ${acks.length} events acknowledged at ${PER_SECOND}/s`);
    const p99 = rounded(quantile(waits, 0.99));
    return {
      figures: {
        ackP50Ms: rounded(quantile(waits, 0.5)),
        ackP99Ms: p99,
        ackMaxMs: rounded(Math.max(...waits)),
      },
      bars: [atMost('ackP99Ms', 300, p99), atLeast('ackShare', 1, accepted / acks.length)],
    };
  } finally {
    agent.destroy();
    await demo.stop();
  }
}

async function pushAll(input: { url: string; agent: Agent; keys: Keys; count: number }) {
  const startMs = performance.now();
  const running = [];
  for (let n = 0; n < input.count; n += 1) {
    const dueMs = startMs + (n * 1000) / PER_SECOND;
    if (dueMs > performance.now()) await wait(dueMs - performance.now());
    running.push(push(input));
  }
  return Promise.all(running);
}

function push({ url, agent, keys }: { url: string; agent: Agent; keys: Keys }) {
  const { body, headers } = signEvent(keys);
  const startMs = performance.now();
  return new Promise<{ status: number; ms: number }>((resolve) => {
    const done = (status: number): void => resolve({ status, ms: performance.now() - startMs });
    const out = request(url, { method: 'POST', agent, headers }, (reply) => {
      reply.resume();
      reply.on('end', () => done(reply.statusCode ?? 0));
    });
    out.on('error', () => done(0));
    out.end(body);
  });
}

/** A punch of somebody of the tenant, as the platform sends it. */
function signEvent({ appId, encryptKey, verificationToken }: Keys) {
  const seconds = String(Math.floor(Date.now() / 1000));
  const header = {
    event_id: randomUUID(),
    token: verificationToken,
    create_time: String(Date.now()),
    event_type: 'attendance.user_flow.created_v1',
    tenant_key: TENANT_KEY,
    app_id: appId,
  };
  const event = { employee_id: 'u_bench', record_id: randomUUID(), check_time: seconds, risk_result: 0 };
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  const plain = JSON.stringify({ schema: '2.0', header, event });
  const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]);
  const body = JSON.stringify({ encrypt: sealed.toString('base64') });
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256')
    .update(seconds + nonce + encryptKey + body)
    .digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-lark-request-timestamp': seconds,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
  return { body, headers };
}
