import { useEffect } from 'react';
import { announceToasts } from './announce-toasts.ts';
import { holdFocus } from './keep-focus.ts';

/** What every page owes to people who work by keyboard or listen to the screen. */
export function useAssistance(): void {
  useEffect(announceToasts, []);
  useEffect(holdFocus, []);
}
