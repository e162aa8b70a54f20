import { randomUUID } from 'node:crypto';
import { MAX_FIXES_PER_BATCH, type Fix } from '../../contract/ingest.ts';
import { sendFixes } from '../replay/phone.ts';
import { signIn, type PhoneSession } from '../replay/phone-session.ts';
import { atLeast, quantile, rounded, type Bench, type BenchResult } from './bench.ts';
import { startDemoProcess } from './demo-process.ts';
import { withTempFolder } from './temp-folder.ts';

/** Field staff of the demo company who agreed to location. */
const PEOPLE = ['MQ1036', 'MQ1037', 'MQ1038', 'MQ1039'];
const BATCHES_EACH = 20;
const SLOT_MS = 1_800_000;
const DAYS_BACK = 7;

/** Over HTTP, as phones send: sign-in, batches of 1,000 fixes, four people at once; counts what the server says it created. */
export const ingest: Bench = {
  name: 'ingest',
  about: `${(PEOPLE.length * BATCHES_EACH * MAX_FIXES_PER_BATCH).toLocaleString('en-US')} fixes of ${PEOPLE.length} phones over HTTP into the embedded default`,
  run: (say) =>
    withTempFolder(async (folder) => {
      const demo = await startDemoProcess(folder);
      try {
        return await measureIngest(demo.url, PEOPLE, say);
      } finally {
        await demo.stop();
      }
    }),
};

/** The measurement itself, against any running server on which these people agreed to location. */
export async function measureIngest(
  url: string,
  people: readonly string[],
  say: (line: string) => void,
): Promise<BenchResult> {
  const phones = await Promise.all(people.map((person) => preparePhone(url, person)));
  const startMs = performance.now();
  const sent = await Promise.all(phones.map(sendAll));
  const seconds = (performance.now() - startMs) / 1000;
  const created = sent.reduce((sum, phone) => sum + phone.created, 0);
  const waits = sent.flatMap(({ waitsMs }) => waitsMs);
  say(`${created.toLocaleString('en-US')} fixes stored in ${seconds.toFixed(1)} s`);
  const pointsPerS = rounded(created / seconds);
  return {
    figures: {
      ingestPointsPerS: pointsPerS,
      ingestBatchP50Ms: rounded(quantile(waits, 0.5)),
      ingestBatchP99Ms: rounded(quantile(waits, 0.99)),
    },
    bars: [
      atLeast('ingestPointsPerS', 2000, pointsPerS),
      atLeast('ingestStoredShare', 1, created / (people.length * BATCHES_EACH * MAX_FIXES_PER_BATCH)),
    ],
  };
}

type Phone = Readonly<{ session: PhoneSession; fixes: Fix[] }>;

async function preparePhone(url: string, person: string): Promise<Phone> {
  const session = await signIn(url, person);
  // Any reply tells the server's clock, which the demo may have moved.
  await session.get('/api/v1/me');
  const slots = await findSlots(session);
  if (slots.length === 0) throw new Error(`${person} had no working time in the last ${DAYS_BACK} days`);
  return { session, fixes: fillSlots(slots, BATCHES_EACH * MAX_FIXES_PER_BATCH) };
}

/** Half hours of the last days in which this person's fixes are taken: both ends are tried with one fix. */
async function findSlots(session: PhoneSession): Promise<number[]> {
  const endMs = Math.floor(session.serverNowMs() / SLOT_MS) * SLOT_MS;
  const count = (DAYS_BACK * 86_400_000) / SLOT_MS;
  const tries = Array.from({ length: count }, (_, n) => endMs - (count - n) * SLOT_MS);
  const receipts = await sendFixes(session, randomUUID(), tries.map(fixAt));
  const taken = new Set(
    receipts
      .filter(({ status }) => status === 'created')
      .flatMap(({ fromSeq = 0, toSeq = 0 }) =>
        Array.from({ length: toSeq - fromSeq + 1 }, (_, n) => tries[fromSeq + n]),
      ),
  );
  return tries.filter((ms) => taken.has(ms) && taken.has(ms + SLOT_MS));
}

function fillSlots(slots: readonly number[], count: number): Fix[] {
  const each = Math.ceil(count / slots.length);
  return Array.from({ length: count }, (_, n) => {
    const slotMs = slots[Math.floor(n / each)] ?? 0;
    return fixAt(slotMs + Math.floor(((n % each) * SLOT_MS) / each), n);
  });
}

function fixAt(capturedAtMs: number, seq: number): Fix {
  const lng = 121.47 + ((seq * 7) % 1000) * 1e-5;
  return { seq, capturedAtMs, lng, lat: 31.23 + ((seq * 3) % 1000) * 1e-5, accuracyM: 8 + (seq % 20) };
}

async function sendAll({ session, fixes }: Phone): Promise<{ created: number; waitsMs: number[] }> {
  const installId = randomUUID();
  const waitsMs: number[] = [];
  let created = 0;
  for (let from = 0; from < fixes.length; from += MAX_FIXES_PER_BATCH) {
    const startMs = performance.now();
    const receipts = await sendFixes(session, installId, fixes.slice(from, from + MAX_FIXES_PER_BATCH));
    waitsMs.push(performance.now() - startMs);
    for (const { status, count } of receipts) if (status === 'created') created += count;
  }
  return { created, waitsMs };
}
