import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { atLeast, atMost, quantile, rounded, type BenchResult } from '../bench.ts';
import { startDemoProcess } from '../demo-process.ts';
import { measureLeave } from './leave.ts';
import { readKeys, signEvent, type Keys } from './signed-event.ts';

const PER_SECOND = 200;
const SECONDS = 20;
const WARM_UP = 200;

/**
 * Signed, encrypted events at a steady rate into the server as it is started, whether it keeps up or not; each waits for its own answer.
 * Before them, how soon somebody who leaves has no session any more.
 */
export async function measureAck(folder: string, say: (line: string) => void): Promise<BenchResult> {
  const demo = await startDemoProcess(folder);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  try {
    const keys = await readKeys(folder);
    const url = new URL('/feishu/events', demo.url).href;
    const leaveMs = rounded(await measureLeave({ app: demo.url, url, keys }));
    say(`the session of somebody who left ended after ${leaveMs} ms`);
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
        leaveMs,
      },
      bars: [
        atMost('ackP99Ms', 300, p99),
        atLeast('ackShare', 1, accepted / acks.length),
        atMost('leaveMs', 5000, leaveMs),
      ],
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
  const { body, headers } = signEvent(keys, punch());
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

/** A punch of somebody of the tenant, as the platform tells of it. */
const punch = () => ({
  type: 'attendance.user_flow.created_v1',
  event: {
    employee_id: 'u_bench',
    record_id: randomUUID(),
    check_time: String(Math.floor(Date.now() / 1000)),
    risk_result: 0,
  },
});
