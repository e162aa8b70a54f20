import { useEffect, useRef, type FocusEvent } from 'react';

/** Calls `fallBack` when what had the keyboard is gone from a page. Give the answer to the page as `onFocus`. */
export function useHeldFocus(fallBack: () => void): (event: FocusEvent) => void {
  const held = useRef<Element | null>(null);
  // After every drawing: what is gone is known only then.
  useEffect(() => {
    if (held.current?.isConnected !== false || document.activeElement !== document.body) return;
    held.current = null;
    fallBack();
  });
  return ({ target }) => {
    held.current = target;
  };
}
