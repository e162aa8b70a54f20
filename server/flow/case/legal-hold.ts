import { caseKeptUntil } from '../../domain/case/kept-until.ts';
import type { Interval } from '../../domain/interval.ts';
import { streamCaseSpans } from '../../store/case-history.ts';

/** A case's shift reaches beyond its finding: the rest of the day may clear it. */
const AROUND_MS = 86_400_000;

/** The time that open cases, and those closed less than two years ago, rest on, by person. */
export type Held = ReadonlyMap<string, readonly Interval[]>;

export async function listHeld(now: Date, personId?: string): Promise<Held> {
  const held = new Map<string, Interval[]>();
  for await (const { personId: id, state, finding, history, openedAt } of streamCaseSpans(personId)) {
    const keptUntil = caseKeptUntil({ state, history, openedAt });
    if (keptUntil && now > keptUntil) continue;
    const span = {
      startAt: new Date(+finding.startAt - AROUND_MS),
      endAt: new Date(+finding.endAt + AROUND_MS),
    };
    held.set(id, [...(held.get(id) ?? []), span]);
  }
  return held;
}

export const isHeld = (span: Interval, spans: readonly Interval[]): boolean =>
  spans.some(({ startAt, endAt }) => startAt <= span.endAt && span.startAt <= endAt);
