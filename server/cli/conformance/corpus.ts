import type { MongoClient } from 'mongodb';
import { type Outcome, failed, passed, skipped } from './outcome.ts';
import { RawWire } from './raw-wire.ts';
import type { Corpus } from './read-specs.ts';

type Run = { uri: string; admin: MongoClient };
type Way = { name: string; check: (wire: RawWire) => Promise<string | undefined> };

const DATABASE = 'bson_corpus';
const COLLECTION = 'cases';

/** Valid bytes must come back as they went in; invalid bytes must be refused. Cases of text forms are not the server's. */
export async function runCorpus(path: string, corpus: Corpus, { uri, admin }: Run): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, check } of listWays(corpus)) {
    await admin.db(DATABASE).dropDatabase();
    const wire = await RawWire.open(uri);
    const fault = await check(wire).catch((error: unknown) => String(error));
    wire.close();
    const title = `${path} · ${name}`;
    outcomes.push(fault === undefined ? passed(title) : failed(title, fault));
  }
  const texts = corpus.parseErrors.map(({ description }) =>
    skipped(`${path} · ${description}`, 'a text form, which no server reads'),
  );
  return [...outcomes, ...texts];
}

function listWays({ valid, decodeErrors }: Corpus): Way[] {
  const canonical = valid.map(({ description, canonical_bson: hex }): Way => ({
    name: description,
    check: (wire) => roundTrip(wire, [hex]),
  }));
  const degenerate = valid.flatMap(({ description, degenerate_bson: hex, canonical_bson }): Way[] =>
    hex === undefined
      ? []
      : [{ name: `${description} (degenerate)`, check: (wire) => roundTrip(wire, [hex, canonical_bson]) }],
  );
  const invalid = decodeErrors.map(({ description, bson }): Way => ({
    name: description,
    check: (wire) => refusal(wire, bson),
  }));
  return [...canonical, ...degenerate, ...invalid];
}

async function roundTrip(
  wire: RawWire,
  [sent = '', ...alsoFine]: readonly string[],
): Promise<string | undefined> {
  const reply = await wire.command({ insert: COLLECTION, $db: DATABASE }, [Buffer.from(sent, 'hex')]);
  if (reply['n'] !== 1) return `not inserted: ${JSON.stringify(reply)}`;
  const found = await wire.command({ find: COLLECTION, $db: DATABASE });
  const [bytes]: Uint8Array[] = found['cursor']?.firstBatch ?? [];
  const accepted = [sent, ...alsoFine].map((hex) => hex.toLowerCase());
  const shown = bytes ? [hexOf(bytes), hexOf(withoutId(bytes))] : [];
  return shown.some((hex) => accepted.includes(hex))
    ? undefined
    : `sent ${accepted[0]}, found ${shown.join(' or ')}`;
}

async function refusal(wire: RawWire, hex: string): Promise<string | undefined> {
  const reply = await wire.command({ insert: COLLECTION, $db: DATABASE }, [Buffer.from(hex, 'hex')]);
  const isRefused = reply['ok'] !== 1 || reply['n'] === 0;
  return isRefused ? undefined : 'invalid bytes were accepted';
}

/** The document without the ObjectId that the server put in front. */
function withoutId(bytes: Uint8Array): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeInt32LE(bytes.length - 17);
  return Buffer.concat([size, bytes.subarray(21)]);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
