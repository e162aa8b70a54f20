import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/** 2005-01-01: a clock that lost its battery restarts at 1970, 1980 or 2000, before any phone had satellite positions. */
const EARLIEST_MS = 1_104_537_600_000;

/** Rejects impossible times: not a number, before phones had positions, or earlier than the fix before it. */
export const time: CleanRule = {
  name: 'time',
  rejects: (track) => {
    const { atMs } = track;
    let rejected: Uint8Array | null = null;
    let latest = -Infinity;
    for (let at = 0; at < atMs.length; at++) {
      const ms = atMs[at] ?? Number.NaN;
      if (ms >= latest && ms >= EARLIEST_MS) latest = ms;
      else rejected = mark(rejected, track, [at, at + 1]);
    }
    return rejected;
  },
};
