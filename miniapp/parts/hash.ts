import { useSyncExternalStore } from 'react';

const read = (): string => location.hash.replace(/^#/, '') || '/';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The path after '#'; a hash keeps the signed URL of the chat app the same on every screen. */
export const useHash = (): string => useSyncExternalStore(subscribe, read);

export function goTo(path: string): void {
  location.hash = path;
}

/** Back to where the person came from, else to the first screen. */
export function goBack(): void {
  if (history.length > 1) history.back();
  else goTo('/');
}
