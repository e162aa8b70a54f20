import { rateLimited } from '../../errors.ts';
import type { Deps } from '../deps.ts';

const DAY_MS = 86_400_000;
/** What one person asks of one kind in a day: each is an approval in somebody's chat, also one that is taken back at once. */
const ASKED_A_DAY = 10;
const WAIT_S = 3_600;

/** Refuses to ask once more; `countSince` counts what was asked since then. */
export async function requireFewAsked(
  { now }: Pick<Deps, 'now'>,
  countSince: (sinceAt: Date) => Promise<number>,
): Promise<void> {
  if ((await countSince(new Date(+now() - DAY_MS))) >= ASKED_A_DAY) throw rateLimited(WAIT_S);
}
