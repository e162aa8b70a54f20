import { z } from 'zod';
import type { Interval } from '../domain/interval.ts';
import { listCases } from '../store/cases.ts';
import { deleteFixes, deleteSegments, listOldSegments } from '../store/segments.ts';
import { getSetting, saveSetting } from '../store/settings.ts';
import type { Deps } from './deps.ts';

/** R13: raw positions 60 days; those of a case until two years after it was closed. What was learned from them by day stays. */
const RAW_DAYS = 60;
const CASE_DAYS = 2 * 365;
/** A case's shift reaches beyond its finding: the rest of the day may clear it. */
const AROUND_MS = 86_400_000;
const DAY_MS = 86_400_000;
const DONE_KEY = 'raw-tracks-forgotten-at';
const MANY = 100_000;

/** Once a day: deletes the raw positions that nothing needs any more; answers how many uploads went. */
export async function forgetRawTracks(deps: Deps): Promise<number> {
  const now = deps.now();
  const doneAt = z.coerce
    .date()
    .catch(new Date(0))
    .parse(await getSetting(DONE_KEY));
  if (+now - +doneAt < DAY_MS) return 0;
  const before = new Date(+now - RAW_DAYS * DAY_MS);
  const held = await listHeld(now);
  let gone = await deleteFixes(before, [...held.keys()]);
  for (const [personId, spans] of held) {
    const old = await listOldSegments(personId, before);
    gone += await deleteSegments(
      old.filter((segment) => !spans.some((span) => touches(span, segment))).map(({ id }) => id),
    );
  }
  await saveSetting(DONE_KEY, now);
  return gone;
}

/** The time that open cases, and those closed less than two years ago, rest on, by person. */
async function listHeld(now: Date): Promise<Map<string, Interval[]>> {
  const held = new Map<string, Interval[]>();
  for (const { personId, state, finding, history, openedAt } of await listCases({ limit: MANY })) {
    const isOver = state === 'closed' || state === 'withdrawn';
    const endedAt = history.at(-1)?.at ?? openedAt;
    if (isOver && +now - +endedAt > CASE_DAYS * DAY_MS) continue;
    const span = {
      startAt: new Date(+finding.startAt - AROUND_MS),
      endAt: new Date(+finding.endAt + AROUND_MS),
    };
    held.set(personId, [...(held.get(personId) ?? []), span]);
  }
  return held;
}

const touches = (a: Interval, b: Interval): boolean => a.startAt <= b.endAt && b.startAt <= a.endAt;
