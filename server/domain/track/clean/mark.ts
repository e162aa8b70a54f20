import type { Track } from '../track.ts';

/** The verdicts with fixes `from` to before `to` rejected; made when the first is. */
export function mark(
  verdicts: Uint8Array | null,
  { atMs }: Track,
  [from, to]: readonly [number, number],
): Uint8Array {
  return (verdicts ?? new Uint8Array(atMs.length)).fill(1, from, to);
}
