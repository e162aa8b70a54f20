import type { AnchorFact } from '../../domain/detectors/evidence.ts';
import { isWithin } from '../../domain/interval.ts';
import { collectionWindows } from '../../domain/working-time.ts';
import type { PersonRecords } from './detect-person.ts';

/**
 * What proves presence beside the position, by time: store codes, access points and answered prompts of the phone; tills, scans and
 * sign-offs of other systems. Outside working time nobody looks at where a person was (R1).
 */
export function anchorFacts({ signals, work, schedules }: PersonRecords): AnchorFact[] {
  const own = signals.flatMap(({ kind, at, placeId, isOk }): AnchorFact[] =>
    kind === 'qr' || kind === 'wifi' || kind === 'prompt'
      ? [{ kind, at, isOk, ...(placeId !== undefined && { placeId }) }]
      : [],
  );
  const windows = schedules.flatMap((schedule) => collectionWindows(schedule));
  const others = work.flatMap((record): AnchorFact[] => {
    if (record.kind !== 'anchors' || !windows.some((window) => isWithin(record.startAt, window))) return [];
    const { anchor, ...place } = record.data;
    return [{ kind: anchor, at: record.startAt, isOk: true, ...place }];
  });
  return [...own, ...others].toSorted((a, b) => +a.at - +b.at || (a.kind < b.kind ? -1 : 1));
}
