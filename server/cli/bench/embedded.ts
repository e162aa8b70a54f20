import { parseArgs } from 'node:util';
import { type Db, MongoClient } from 'mongodb';
import {
  atLeast,
  atMost,
  type Bar,
  type Bench,
  BenchUsageError,
  rounded,
  type BenchResult,
} from './bench.ts';
import { BENCH_DATABASE, dropBenchDatabase, startEmbeddedProcess } from './embedded-process.ts';
import {
  type Rates,
  growTo,
  itemsOf,
  measureOneConnection,
  measurePing,
  measureRates,
  prepare,
} from './embedded-rates.ts';
import { withTempFolder } from './temp-folder.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1_000_000 };
const WARM_UP_SIZE = 20_000;
type Say = (line: string) => void;
type Measured = Readonly<{ size: number; rates: Rates }>;

/** The driver over the socket from one process, against the embedded store in another, or against any MongoDB. */
export const embedded: Bench = {
  name: 'embedded',
  about: 'database work per second over the socket at growing numbers of 300-byte documents',
  usage: '[--sizes 10k,100k,1M] [--uri URI]',
  onlyByName: true,
  run: (say, args) => {
    const { sizes, uri } = readArguments(args);
    if (uri !== undefined) return measureServer(uri, sizes, say);
    return withTempFolder((folder) => measureOwnProcess(folder, sizes, say));
  },
};

function readArguments(args: readonly string[]): { sizes: number[]; uri: string | undefined } {
  const values = readValues(args);
  const sizes = values.sizes.split(',').map(readSize);
  return { sizes: sizes.sort((a, b) => a - b), uri: values.uri };
}

function readValues(args: readonly string[]): { sizes: string; uri?: string } {
  try {
    return parseArgs({
      args: [...args],
      options: { sizes: { type: 'string', default: '10k,100k,1M' }, uri: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new BenchUsageError('unknown arguments', { cause: error });
  }
}

function readSize(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,8})([km]?)$/i.exec(text.trim()) ?? [];
  const size = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!(size >= 1000 && size <= 100_000_000)) throw new BenchUsageError(`not a size: ${text}`);
  return size;
}

async function measureServer(uri: string, sizes: readonly number[], say: Say): Promise<BenchResult> {
  try {
    const measured = await measureAll(uri, sizes, say);
    return { figures: figuresOf(measured), bars: barsOf(measured) };
  } finally {
    await dropBenchDatabase(uri);
  }
}

/** Memory and the time to open are known only of a process of our own. */
async function measureOwnProcess(folder: string, sizes: readonly number[], say: Say): Promise<BenchResult> {
  let server = await startEmbeddedProcess(folder);
  try {
    const measured = await measureAll(server.uri, sizes, say);
    const memory = server.memoryMb();
    await server.stop();
    server = await startEmbeddedProcess(folder);
    const openS = rounded(server.readyS);
    return {
      figures: { ...figuresOf(measured), ...memory, openS },
      bars: [...barsOf(measured), atMost('rssMb', 400, memory.rssMb), atMost('openS', 2, openS)],
    };
  } finally {
    await server.stop();
  }
}

async function measureAll(uri: string, sizes: readonly number[], say: Say): Promise<Measured[]> {
  const client = await MongoClient.connect(uri, { maxPoolSize: 10, serverSelectionTimeoutMS: 10_000 });
  const narrow = await MongoClient.connect(uri, { maxPoolSize: 1, serverSelectionTimeoutMS: 10_000 });
  try {
    const db = client.db(BENCH_DATABASE);
    await warmUp(db);
    const collection = await prepare(db);
    const measured: Measured[] = [];
    for (const size of sizes) {
      const insertBatchPerS = await growTo(collection, size);
      const pingPerS = await measurePing(db);
      const each = await measureRates(collection, size);
      const shared = await measureOneConnection(itemsOf(narrow.db(BENCH_DATABASE)), size);
      const rates = { insertBatchPerS, pingPerS, ...each, ...shared };
      say(`${label(size)}: ${tell(rates)}`);
      measured.push({ size, rates });
    }
    return measured;
  } finally {
    await narrow.close();
    await client.close();
  }
}

/** The compilers of both sides take some seconds of each kind of work: what is measured is a server that has run for a while. */
async function warmUp(db: Db): Promise<void> {
  const scrap = await prepare(db);
  await growTo(scrap, WARM_UP_SIZE);
  await measurePing(db);
  await measureRates(scrap, WARM_UP_SIZE);
}

function figuresOf(measured: readonly Measured[]): Record<string, number> {
  return Object.fromEntries(
    measured.flatMap(({ size, rates }) =>
      Object.entries(rates).map(([name, rate]) => [`${name}${label(size)}`, rounded(rate)]),
    ),
  );
}

function barsOf(measured: readonly Measured[]): Bar[] {
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last) return [];
  const slower = (name: 'readByIdPerS' | 'readByKeyPerS'): number =>
    rounded(first.rates[name] / last.rates[name]);
  const least = (name: keyof Rates): number => rounded(Math.min(...measured.map(({ rates }) => rates[name])));
  return [
    atMost('readByIdSlowdown', 2, slower('readByIdPerS')),
    atMost('readByKeySlowdown', 2, slower('readByKeyPerS')),
    atLeast('insertBatchPerS', 30_000, rounded(last.rates.insertBatchPerS)),
    atLeast('readByIdPerS', 4000, least('readByIdPerS')),
    atLeast('readByKeyPerS', 4000, least('readByKeyPerS')),
    atLeast('oneConnectionByIdPerS', 4000, least('oneConnectionByIdPerS')),
    atLeast('oneConnectionByKeyPerS', 4000, least('oneConnectionByKeyPerS')),
  ];
}

function label(size: number): string {
  if (size % 1_000_000 === 0) return `${size / 1_000_000}M`;
  return size % 1000 === 0 ? `${size / 1000}k` : String(size);
}

function tell(rates: Rates): string {
  return Object.entries(rates)
    .map(([name, rate]) => `${name} ${Math.round(rate).toLocaleString('en-US')}`)
    .join('  ');
}
