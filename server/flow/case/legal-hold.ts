import { caseKeptUntil } from '../../domain/case/kept-until.ts';
import type { Interval } from '../../domain/interval.ts';
import { streamCaseSpans } from '../../store/case-history.ts';

/** A case's shift reaches beyond its finding: the rest of the day may clear it. */
const AROUND_MS = 86_400_000;

/** The time that open cases, and those closed less than two years ago, rest on, by person. */
export type Held = ReadonlyMap<string, readonly Interval[]>;

export async function listHeld(now: Date, personId?: string): Promise<Held> {
  const held = new Map<string, Interval[]>();
  for await (const span of streamCaseSpans(personId)) {
    const { personId: id, state, finding, beside = [], history, openedAt } = span;
    const keptUntil = caseKeptUntil({ state, history, openedAt });
    if (keptUntil && now > keptUntil) continue;
    const own = [finding, ...beside].map(({ startAt, endAt }) => ({
      startAt: new Date(+startAt - AROUND_MS),
      endAt: new Date(+endAt + AROUND_MS),
    }));
    held.set(id, [...(held.get(id) ?? []), ...own]);
  }
  return held;
}

export const isHeld = (span: Interval, spans: readonly Interval[]): boolean =>
  spans.some(({ startAt, endAt }) => startAt <= span.endAt && span.startAt <= endAt);
