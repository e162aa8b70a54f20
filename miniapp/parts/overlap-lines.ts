import type { ShiftOverlap } from '../../server/contract/declaration.ts';
import { useTable, useTexts } from '../texts/language.tsx';
import { declarationTexts } from '../texts/screens/declaration.ts';
import { shiftOverlapTexts } from '../texts/screens/shift-overlap.ts';
import { hoursText } from './hours-text.ts';

/** Each overlap as a line of words, to the person (`mine`) or to whoever answers (`theirs`). */
export function useOverlapLines(): (
  overlaps: readonly ShiftOverlap[],
  reader: 'mine' | 'theirs',
) => string[] {
  const texts = useTable(shiftOverlapTexts);
  const { nextDay } = useTable(declarationTexts);
  const { words } = useTexts();
  return (overlaps, reader) =>
    overlaps.map(({ weekdays, shift, ...hours }) =>
      texts[reader](
        weekdays.map((day) => words.weekday[day - 1] ?? ''),
        hoursText(hours, nextDay),
        hoursText(shift, nextDay),
      ),
    );
}
