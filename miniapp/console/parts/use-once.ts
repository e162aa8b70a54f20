import { useRef } from 'react';

/** A second press of the same button, while what the first one asked for is still being done, is none: it would only fail, and say so. */
export function useOnce(): <T>(work: () => Promise<T>, otherwise: T) => Promise<T> {
  const running = useRef(new Set<Element | null>());
  return async (work, otherwise) => {
    const pressed = document.activeElement;
    // Where a button takes no focus, as in Safari, one cannot be told from another.
    if (pressed === document.body) return work();
    if (running.current.has(pressed)) return otherwise;
    running.current.add(pressed);
    return work().finally(() => running.current.delete(pressed));
  };
}
