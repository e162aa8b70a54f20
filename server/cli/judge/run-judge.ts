import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { readChunks } from '../stays/input.ts';
import type { JudgedLine } from './judge-line.ts';
import { splitLines } from './lines.ts';
import { readOptions, USAGE, type JudgeOptions } from './options.ts';
import { Output } from './output.ts';
import { JudgePool } from './pool.ts';
import { readSettingsFile, type JudgeSettings } from './settings-file.ts';

type JudgeIo = Readonly<{
  stdout: Writable;
  err: (line: string) => void;
  stdin: AsyncIterable<Buffer>;
}>;

/** Judged lines per worker that may wait for an older one to be written: a long line then stops nobody, and few are held in memory. */
const WAITING_PER_WORKER = 64;
const PROGRESS_MS = 2000;

type Tally = { periods: number; fixes: number; refused: number; unknown: Set<string> };

/** Runs the command line; the result is the exit code. */
export async function runJudge(args: readonly string[], io: JudgeIo): Promise<0 | 1 | 2 | 3> {
  const startMs = performance.now();
  const read = readOptions(args);
  if ('fault' in read) {
    io.err(`judge: ${read.fault}\n${USAGE}`);
    return 2;
  }
  let settings: JudgeSettings;
  try {
    settings = readSettingsFile(read.options.settings);
  } catch (error) {
    io.err(`judge: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const tally: Tally = { periods: 0, fixes: 0, refused: 0, unknown: new Set() };
  const progress = setInterval(
    () => io.err(`judge: ${tally.periods} periods, ${tally.fixes} fixes`),
    PROGRESS_MS,
  );
  try {
    await judgeFile({ ...read.options, settings }, { tally, io });
    if (tally.unknown.size > 0)
      io.err(`judge: warning: fields nobody knows were ignored: ${[...tally.unknown].sort().join(', ')}`);
    io.err(JSON.stringify(figuresOf(tally, (performance.now() - startMs) / 1000)));
    return tally.refused > 0 ? 3 : 0;
  } catch (error) {
    io.err(`judge: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    clearInterval(progress);
  }
}

async function judgeFile(
  { input, output, workers, settings }: Omit<JudgeOptions, 'settings'> & { settings: JudgeSettings },
  { tally, io }: { tally: Tally; io: JudgeIo },
): Promise<void> {
  const pool = new JudgePool(workers, settings);
  try {
    // Opened before the output is: findings of an earlier run stay when the name of the input is wrong.
    if (input !== '-') await (await open(input)).close();
    const out = new Output(output, io.stdout);
    const waiting: { number: number; judged: Promise<JudgedLine> }[] = [];
    const writeOldest = async () => {
      const oldest = waiting.shift();
      if (!oldest) return;
      const judged = await oldest.judged;
      note({ ...judged, number: oldest.number }, tally, io);
      await out.write(judged.out);
    };
    for await (const { number, bytes } of splitLines(readChunks(input, io.stdin))) {
      const judged = pool.judge(bytes);
      judged.catch(() => undefined);
      waiting.push({ number, judged });
      await setImmediate();
      if (waiting.length >= workers * WAITING_PER_WORKER) await writeOldest();
    }
    while (waiting.length > 0) await writeOldest();
    await out.close();
  } finally {
    await pool.close();
  }
}

function note(judged: JudgedLine & { number: number }, tally: Tally, io: JudgeIo): void {
  for (const name of judged.unknown) tally.unknown.add(name);
  if (judged.fault === undefined) {
    tally.periods++;
    tally.fixes += judged.fixes;
  } else {
    tally.refused++;
    io.err(`judge: line ${judged.number}: ${judged.fault}`);
  }
}

function figuresOf({ periods, fixes, refused }: Tally, seconds: number) {
  return {
    periods,
    fixes,
    refused,
    seconds: Number(seconds.toFixed(3)),
    fixesPerS: Math.round(fixes / seconds),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
