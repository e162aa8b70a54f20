import { type Collection, type Db, ObjectId } from 'mongodb';

/** Operations per second; the page counts pages, the mix counts operations of ten clients at once. */
export type Rates = Readonly<{
  /** A command that reads nothing: what the driver and the socket alone allow on this machine. */
  pingPerS: number;
  insertBatchPerS: number;
  insertSinglePerS: number;
  readByIdPerS: number;
  readByKeyPerS: number;
  pageOf100PerS: number;
  updateByIdPerS: number;
  tenClientsPerS: number;
  /** Point reads through one connection that always has the next one waiting, so that the driver works while the server does. */
  oneConnectionByIdPerS: number;
  oneConnectionByKeyPerS: number;
}>;
type Item = { _id: ObjectId; key: string; at: Date; n: number; pad: string };
type Items = Collection<Item>;

const DOCUMENT_BYTES = 300;
const BATCH = 1000;
const PAGE = 100;
/** Short enough for a whole run in some minutes. */
const PHASE_MS = 2000;
const WARM_UP_MS = 700;
const CLIENTS = 10;
/** Readers that share the one connection. */
const READERS = 4;
/** Every tenth operation of the ten clients is an update. */
const MIX = 10;

export async function prepare(db: Db): Promise<Items> {
  await db.dropDatabase();
  const items = itemsOf(db);
  await items.createIndex({ key: 1 });
  return items;
}

export const itemsOf = (db: Db): Items => db.collection<Item>('items');

/** Adds documents in batches of 1,000 until there are `size`, `_id` and one more index kept; documents per second. */
export async function growTo(items: Items, size: number): Promise<number> {
  const from = await items.countDocuments();
  const startMs = performance.now();
  for (let n = from; n < size; n += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, size - n) }, (_, i) => itemOf(n + i));
    await items.insertMany(batch, { ordered: false });
  }
  return ((size - from) / (performance.now() - startMs)) * 1000;
}

export const measurePing = (db: Db): Promise<number> => rate(() => db.command({ ping: 1 }));

export async function measureRates(
  items: Items,
  size: number,
): Promise<Omit<Rates, 'insertBatchPerS' | 'pingPerS' | keyof OneConnection>> {
  const any = (): number => Math.floor(Math.random() * size);
  const { readById, readByKey } = pointReads(items, size);
  const updateById = async (): Promise<void> => {
    const { matchedCount } = await items.updateOne({ _id: idOf(any()) }, { $inc: { n: 1 } });
    found(matchedCount || undefined);
  };
  const page = async (): Promise<void> => {
    const key = keyOf(any());
    const { length } = await items
      .find({ key: { $gte: key } })
      .sort({ key: 1 })
      .limit(PAGE)
      .toArray();
    found(length || undefined);
  };
  let single = await items.countDocuments();
  let turn = 0;
  return {
    insertSinglePerS: await rate(() => items.insertOne(itemOf(single++))),
    readByIdPerS: await rate(readById),
    readByKeyPerS: await rate(readByKey),
    pageOf100PerS: await rate(page),
    updateByIdPerS: await rate(updateById),
    tenClientsPerS: await rate(() => (turn++ % MIX === 0 ? updateById() : readById()), CLIENTS),
  };
}

type OneConnection = Pick<Rates, 'oneConnectionByIdPerS' | 'oneConnectionByKeyPerS'>;

/** `items` belongs to a client that has a single connection. */
export async function measureOneConnection(items: Items, size: number): Promise<OneConnection> {
  const { readById, readByKey } = pointReads(items, size);
  return {
    oneConnectionByIdPerS: await rate(readById, READERS),
    oneConnectionByKeyPerS: await rate(readByKey, READERS),
  };
}

type Work = () => Promise<void>;

function pointReads(items: Items, size: number): { readById: Work; readByKey: Work } {
  const any = (): number => Math.floor(Math.random() * size);
  return {
    readById: async () => found(await items.findOne({ _id: idOf(any()) })),
    readByKey: async () => found(await items.findOne({ key: keyOf(any()) })),
  };
}

/** Times per second that `work` is done when `clients` of them do it one after the other. */
async function rate(work: () => Promise<unknown>, clients = 1): Promise<number> {
  await repeatFor(WARM_UP_MS, work, 1);
  return repeatFor(PHASE_MS, work, clients);
}

async function repeatFor(ms: number, work: () => Promise<unknown>, clients: number): Promise<number> {
  const startMs = performance.now();
  let done = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - startMs < ms) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (done / (performance.now() - startMs)) * 1000;
}

function found(value: unknown): void {
  if (value === null || value === undefined) throw new Error('the server did not find what was stored');
}

/** Rising, as the drivers make them: each new document comes after all others. */
function idOf(n: number): ObjectId {
  return new ObjectId(`65f000000000${n.toString(16).padStart(12, '0')}`);
}

/** Spread over the index, so that neighbours in time are not neighbours there. */
function keyOf(n: number): string {
  return `k${Math.imul(n, 0x9e3779b1).toString(36)}-${n}`;
}

const FIXED_BYTES = 5 + (5 + 12) + (5 + 4) + (4 + 8) + (3 + 4) + (5 + 4) + 2;

function itemOf(n: number): Item {
  const key = keyOf(n);
  const pad = 'x'.repeat(DOCUMENT_BYTES - FIXED_BYTES - key.length);
  return { _id: idOf(n), key, at: new Date(1_700_000_000_000 + n), n, pad };
}
