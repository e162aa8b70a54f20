import { StoneLineSchema, type Stone } from '../../contract/tombstone.ts';
import { canonicalJson } from '../audit/canonical-json.ts';
import { GENESIS, type Sha256 } from '../audit/chain.ts';

/** The last line of a list: what the next one is chained to. */
export type LastLine = Readonly<{ seq: number; sum: string }>;
export const NO_LINE: LastLine = { seq: 0, sum: GENESIS };

/** The lines of these stones behind `last`, each with its line feed. */
export function writeLines(
  last: LastLine,
  stones: readonly Stone[],
  sha256: Sha256,
): Readonly<{ text: string; last: LastLine }> {
  let [text, { seq, sum }] = ['', last];
  for (const stone of stones) {
    const line = { seq: seq + 1, stone, prev: sum };
    sum = sumOf(line, sha256);
    seq += 1;
    text += `${JSON.stringify({ ...line, sum })}\n`;
  }
  return { text, last: { seq, sum } };
}

export type ReadList = Readonly<{
  stones: readonly Stone[];
  /** A last line that was being written when the process or the machine stopped: nobody was told of it. */
  isTorn: boolean;
}>;

/** The stones of a whole list, or the number of the first line that is not as it was written though others stand behind it. */
export function readLines(text: string, sha256: Sha256): ReadList | Readonly<{ damagedLine: number }> {
  const lines = text.split('\n');
  while (lines.at(-1) === '') lines.pop();
  const stones: Stone[] = [];
  let last = NO_LINE;
  for (const [at, line] of lines.entries()) {
    const read = readLine(line, last, sha256);
    if (!read) return at === lines.length - 1 ? { stones, isTorn: true } : { damagedLine: at + 1 };
    stones.push(read.stone);
    last = read;
  }
  return { stones, isTorn: false };
}

function readLine(text: string, last: LastLine, sha256: Sha256): (LastLine & { stone: Stone }) | null {
  const parsed = StoneLineSchema.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const { seq, stone, prev, sum } = parsed.data;
  const isNext = seq === last.seq + 1 && prev === last.sum;
  return isNext && sum === sumOf({ seq, stone, prev }, sha256) ? { seq, sum, stone } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const sumOf = (line: Readonly<{ seq: number; stone: Stone; prev: string }>, sha256: Sha256): string =>
  sha256(canonicalJson(line));
