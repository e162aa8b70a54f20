import { useState } from 'react';
import type { CaseFilter } from './case-filter.ts';

/** Rows drawn at a time: more than a screen, and quick on an old office computer. */
export const ROWS_AT_A_TIME = 100;
export type ListLook = Readonly<{ filter: CaseFilter; search: string; most: number }>;

/** How the list was left: whoever comes back from a case finds it so, until the tab is closed. */
let left: ListLook = { filter: 'active', search: '', most: ROWS_AT_A_TIME };
/** The case that was opened from the list last. */
let opened = '';

export function useListLook(): readonly [ListLook, (change: Partial<ListLook>) => void] {
  const [look, setLook] = useState(left);
  const change = (part: Partial<ListLook>): void => {
    left = { ...look, most: ROWS_AT_A_TIME, ...part };
    setLook(left);
  };
  return [look, change];
}

export const noteOpened = (id: string): void => void (opened = id);

/** Puts the keyboard back to the row one came from, once. */
export function comeBackTo(id: string, link: HTMLAnchorElement | null): void {
  if (link === null || id !== opened) return;
  opened = '';
  link.focus();
}
