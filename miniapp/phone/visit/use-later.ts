import { useEffect, useState } from 'react';

/** On most networks everything is sent before. */
const PATIENCE_MS = 1_000;

/**
 * `value` once it has stood for a while, `none` at once: a line that comes with the tap would move what is being pressed away from under
 * the finger, and only flash where everything is sent at once.
 */
export function useLater<T extends number | boolean>(value: T, none: T): T {
  const [shown, setShown] = useState(none);
  useEffect(() => {
    const isAtOnce = value === none || shown !== none;
    const timer = setTimeout(() => setShown(value), isAtOnce ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [value, none, shown]);
  return shown;
}
