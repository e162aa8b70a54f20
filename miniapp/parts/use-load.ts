import { useCallback, useEffect, useRef, useState } from 'react';

export type Loaded<T> = { data?: T; error?: unknown; loading: boolean; reload: () => Promise<void> };

/** Loads on first sight and whenever `key` changes; a reload keeps what is shown until the new data is there. */
export function useLoad<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown; loading: boolean }>({
    key,
    loading: true,
  });
  const newest = useRef(load);
  newest.current = load;
  const round = useRef(0);

  const reload = useCallback(async (): Promise<void> => {
    const mine = ++round.current;
    const settle = (result: { data: T } | { error: unknown }): void => {
      if (mine === round.current) setState({ key, loading: false, ...result });
    };
    await newest.current().then(
      (data) => settle({ data }),
      (error: unknown) => settle({ error }),
    );
  }, [key]);

  useEffect(() => {
    void reload();
  }, [reload]);

  return state.key === key ? { ...state, reload } : { loading: true, reload };
}
