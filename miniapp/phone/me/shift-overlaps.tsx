import { useEffect, useRef, useState } from 'react';
import type { DeclaredHoursBody, ShiftOverlap } from '../../../server/contract/declaration.ts';
import { myApi } from '../../my-api.ts';
import { useOverlapLines } from '../../parts/overlap-lines.ts';
import { useTable } from '../../texts/language.tsx';
import { shiftOverlapTexts } from '../../texts/screens/shift-overlap.ts';

/** While somebody still turns the wheel of a clock nothing is asked. */
const QUIET_MS = 400;

/** Where the hours in the fields meet the own shifts, as soon as it is known; without an answer nothing is said. */
export function useShiftOverlaps(hours: DeclaredHoursBody | undefined): readonly ShiftOverlap[] {
  const key = JSON.stringify(hours);
  const [found, setFound] = useState<{ key: string | undefined; overlaps: readonly ShiftOverlap[] }>();
  const newest = useRef(hours);
  newest.current = hours;
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      const settle = (overlaps: readonly ShiftOverlap[]): void => {
        if (!stale) setFound({ key, overlaps });
      };
      if (!newest.current) return;
      myApi.previewDeclaration(newest.current).then(
        ({ shiftOverlaps }) => settle(shiftOverlaps),
        () => settle([]),
      );
    }, QUIET_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [key]);
  return found !== undefined && found.key === key ? found.overlaps : [];
}

/** A fact, not a refusal: what is said of it is up to those who answer. */
export function ShiftOverlaps({ overlaps, hint }: { overlaps: readonly ShiftOverlap[]; hint: string }) {
  const texts = useTable(shiftOverlapTexts);
  const linesOf = useOverlapLines();
  if (overlaps.length === 0) return null;
  return (
    <div className="mq-note">
      <strong>{texts.title}</strong>
      <ul className="mq-overlaps">
        {linesOf(overlaps, 'mine').map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="mq-muted">{hint}</p>
    </div>
  );
}
