import { isWithin, type Interval } from '../interval.ts';
import { DEFAULT_VISITS, type VisitSettings } from './visit-settings.ts';

/** A visit as it was begun; `endedAt` where the person said so. */
type BegunVisit = Readonly<{ id: string; startAt: Date; endedAt?: Date }>;
type EndedBy = 'next' | 'person' | 'shift' | 'limit' | 'now';
/** When a visit ended, and by what. */
export type VisitEnd = Readonly<{ id: string; endAt: Date; endedBy: EndedBy }>;

/**
 * When each visit ended, in the order of their starts: by the person's word, else by the next visit's start, the end of the working
 * time it began in, the longest time a visit is taken to last, or now, whichever comes first.
 */
export function endVisits(
  visits: readonly BegunVisit[],
  {
    now,
    work,
    settings = DEFAULT_VISITS,
  }: { now: Date; work: readonly Interval[]; settings?: VisitSettings },
): VisitEnd[] {
  const ordered = visits.toSorted((a, b) => +a.startAt - +b.startAt || (a.id < b.id ? -1 : 1));
  return ordered.map(({ id, startAt, endedAt }, index) => {
    const next = ordered[index + 1]?.startAt;
    const working = work.find((interval) => isWithin(startAt, interval));
    const ends: [EndedBy, Date | undefined][] = [
      ['person', endedAt],
      ['next', next],
      ['shift', working?.endAt],
      ['limit', new Date(+startAt + settings.maxVisitMin * 60_000)],
      ['now', now],
    ];
    const known = ends.flatMap(([endedBy, at]) => (at ? [{ endedBy, at }] : []));
    const first = known.reduce((best, one) => (one.at < best.at ? one : best));
    return { id, endAt: first.at < startAt ? startAt : first.at, endedBy: first.endedBy };
  });
}
