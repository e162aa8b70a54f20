import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Stone } from '../../../server/contract/tombstone.ts';
import { NO_LINE, readLines, writeLines } from '../../../server/domain/tombstone/lines.ts';
import { standingStones } from '../../../server/domain/tombstone/stones.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const key = (hash: string, at = '2026-11-20T02:00:00.000Z'): Stone => ({ kind: 'api_key', hash, at });
const no = (at: string, state: 'withdrawn' | 'declined' = 'withdrawn'): Stone => ({
  kind: 'consent',
  personId: 'zhang',
  consent: 'location',
  state,
  version: '1',
  hash: 'h',
  at,
});

describe('the list of what must not come back', () => {
  const stones = [key('a'), key('b'), no('2026-11-21T02:00:00.000Z')];
  const first = writeLines(NO_LINE, stones.slice(0, 2), sha256);
  const text = first.text + writeLines(first.last, stones.slice(2), sha256).text;

  it('is read as it was written, also in parts', () => {
    expect(readLines(text, sha256)).toEqual({ stones, isTorn: false });
    expect(readLines('', sha256)).toEqual({ stones: [], isTorn: false });
  });

  it('is whole without a last line that was cut off anywhere, or of which only the place is left', () => {
    const whole = first.text;
    for (let end = whole.length + 1; end < text.length - 1; end += 7)
      expect(readLines(text.slice(0, end), sha256)).toEqual({ stones: stones.slice(0, 2), isTorn: true });
    expect(readLines(`${whole}\0\0\0\0`, sha256)).toEqual({ stones: stones.slice(0, 2), isTorn: true });
  });

  it('names the first line that was changed, left out or put elsewhere when others stand behind it', () => {
    const [one = '', two = '', three = ''] = text.trimEnd().split('\n');
    const read = (...lines: string[]) => readLines(`${lines.join('\n')}\n`, sha256);
    expect(read(one.replace('"a"', '"x"'), two, three)).toEqual({ damagedLine: 1 });
    expect(read(one, two.slice(0, 20), three)).toEqual({ damagedLine: 2 });
    expect(read(one, three, three)).toEqual({ damagedLine: 2 });
    expect(read(two, one, three)).toEqual({ damagedLine: 1 });
  });
});

describe('what stands of a list', () => {
  it('is the latest about the same, and nothing that no backup is old enough for', () => {
    const early = no('2026-11-01T00:00:00.000Z', 'declined');
    const late = no('2026-11-21T00:00:00.000Z');
    const old = key('a', '2025-01-01T00:00:00.000Z');
    const stones = [late, old, early, key('b')];
    expect(standingStones(stones, new Date('2026-01-01'))).toEqual([key('b'), late]);
  });
});
