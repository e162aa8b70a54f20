import { createCell } from '../track/cell.ts';

/** Whether the sign-in has ended under a page that stays, for the words on it. */
export const signedOut = createCell(false);

/** The login page, and the way back to this screen. */
export const signInUrl = (): string =>
  `/auth/login?to=${encodeURIComponent(location.pathname + location.hash)}`;

/** Whether somebody has words on this page that leaving it would lose. */
export const wouldLoseWords = (): boolean =>
  'document' in globalThis &&
  [...document.querySelectorAll('textarea')].some(({ value, readOnly }) => !readOnly && value.trim() !== '');
