import { useEffect } from 'react';
import { useCell } from '../../parts/use-cell.ts';
import { createCell } from '../../track/cell.ts';

/** What the page shows one of, a case by its number: the title of the tab begins with it. */
const shown = createCell('');

export const useShown = (): string => useCell(shown);

/** As long as it stands on the page. */
export function useShowing(name: string): void {
  useEffect(() => {
    shown.set(name);
    return () => shown.set('');
  }, [name]);
}
