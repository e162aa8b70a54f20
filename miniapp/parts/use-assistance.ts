import { useEffect } from 'react';
import { announceToasts } from './announce-toasts.ts';
import { calmMotion } from './calm-motion.ts';
import { holdFocus } from './keep-focus.ts';

/** What every page owes to people who work by keyboard, listen to the screen or cannot bear it to move. */
export function useAssistance(): void {
  useEffect(announceToasts, []);
  useEffect(calmMotion, []);
  useEffect(holdFocus, []);
}
