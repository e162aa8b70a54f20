import { basename } from 'node:path';
import { readFenceFile } from '../../connectors/files/fence-file.ts';
import { READERS, readTrackAsWritten } from '../../connectors/files/read-track-file.ts';
import { badFile } from '../../connectors/files/track-point.ts';
import { TrackRows } from '../../connectors/files/track-rows.ts';
import { FenceGrid } from '../../domain/geo/fence-grid.ts';
import { AppError } from '../../errors.ts';
import { readChunks, readWhole } from './input.ts';
import { readOptions, ruleOf, USAGE, type StaysOptions, type TrackFormat } from './options.ts';
import { People, type Fences } from './people.ts';

type StaysIo = Readonly<{
  out: (text: string) => void;
  err: (line: string) => void;
  stdin: AsyncIterable<Buffer>;
}>;

/** Faulty rows that are named on stderr; a track may have millions, all for one reason, so the others are only counted. */
const NAMED_FAULTS = 20;
const LINES_PER_WRITE = 2000;

/** Runs the command line; the result is the exit code. */
export async function runStays(args: readonly string[], io: StaysIo): Promise<0 | 1 | 2 | 3> {
  const startMs = performance.now();
  const read = readOptions(args);
  if ('fault' in read) {
    io.err(`stays: ${read.fault}\n${USAGE}`);
    return 2;
  }
  try {
    const people = new People({
      rule: ruleOf(read.options),
      datum: read.options.datum,
      fences: await readFences(read.options.fences),
    });
    const refused = await readInput(read.options, people, io);
    writeLines(people.end(), io);
    const { counts } = people;
    const seconds = (performance.now() - startMs) / 1000;
    io.err(JSON.stringify({ ...figuresOf(people, seconds), refused }));
    return refused + counts.outOfOrder > 0 ? 3 : 0;
  } catch (error) {
    io.err(`stays: ${explain(error)}`);
    return 1;
  }
}

async function readFences(path: string | undefined): Promise<Fences | null> {
  if (path === undefined) return null;
  const fences = await readFenceFile(path);
  return { grid: new FenceGrid(fences.map(({ shape }) => shape)), ids: fences.map(({ id }) => id) };
}

/** Feeds the file to `people`; the number of rows that could not be read. */
async function readInput(options: StaysOptions, people: People, io: StaysIo): Promise<number> {
  const { input, uid } = options;
  const format = options.format ?? formatOf(input);
  const chunks = readChunks(input, io.stdin);
  const name = uid ?? (input === '-' ? 'stdin' : basename(input).replace(/\.[^.]+(\.gz)?$/i, ''));
  let refused = 0;
  const refuse = (line: number, reason: string) => {
    refused += 1;
    if (refused <= NAMED_FAULTS) io.err(`stays: line ${line}: ${reason}`);
    if (refused === NAMED_FAULTS + 1) io.err('stays: more lines cannot be read; they are only counted');
  };
  if (format !== 'csv' && format !== 'plt') {
    const person = people.open(name);
    for (const { atMs, lng, lat, accuracyM } of readTrackAsWritten(format, await readWhole(chunks), refuse))
      person.push(Float64Array.of(atMs, lng, lat, accuracyM ?? 0));
    return refused;
  }
  const rows = new TrackRows(format, {
    openPerson: (owner) =>
      owner === '' || uid === undefined || owner === uid ? people.open(owner || name) : null,
    refuse,
  });
  for await (const chunk of chunks) rows.write(chunk);
  rows.end();
  return refused;
}

function formatOf(input: string): TrackFormat {
  if (input === '-') return 'csv';
  const ending = input.toLowerCase().replace(/\.gz$/, '').split('.').at(-1);
  if (ending === 'json' || ending === 'geojson') return 'geojson';
  if (ending === 'csv' || ending === 'gpx' || ending === 'plt') return ending;
  throw badFile(`unknown ending of ${basename(input)}; say --format (${Object.keys(READERS).join(', ')})`);
}

function writeLines(lines: Iterable<string>, io: StaysIo): void {
  let held: string[] = [];
  for (const line of lines) {
    held.push(line);
    if (held.length < LINES_PER_WRITE) continue;
    io.out(`${held.join('\n')}\n`);
    held = [];
  }
  if (held.length > 0) io.out(`${held.join('\n')}\n`);
}

function figuresOf({ counts }: People, seconds: number) {
  return {
    ...counts,
    seconds: Number(seconds.toFixed(3)),
    fixesPerS: Math.round(counts.fixes / seconds),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function explain(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
