import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api-call.ts';

export type Loaded<T> = {
  data?: T;
  error?: unknown;
  loading: boolean;
  reload: () => Promise<void>;
  /** A reload nobody asked for: where it fails, what is shown stays. */
  look: () => Promise<void>;
};

/** Loads on first sight and whenever `key` changes; a reload keeps what is shown, and what is written on it, until the new data is there, and where the answer says nothing of it. */
export function useLoad<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown; loading: boolean }>({
    key,
    loading: true,
  });
  const newest = useRef(load);
  newest.current = load;
  const round = useRef(0);

  const bring = useCallback(
    async (mayFail: boolean): Promise<void> => {
      const mine = ++round.current;
      const settle = (result: { data: T } | { error: unknown }): void => {
        if (mine !== round.current) return;
        setState((before) => {
          const isMissed = 'error' in result && (mayFail || saysNothing(result.error));
          const isKept = isMissed && before.key === key && 'data' in before;
          return isKept ? before : { key, loading: false, ...result };
        });
      };
      await newest.current().then(
        (data) => settle({ data }),
        (error: unknown) => settle({ error }),
      );
    },
    [key],
  );

  const reload = useCallback(() => bring(false), [bring]);
  const look = useCallback(() => bring(true), [bring]);

  useEffect(() => {
    void reload();
  }, [reload]);

  return state.key === key ? { ...state, reload, look } : { loading: true, reload, look };
}

/** No reply, an ended sign-in, too many questions, a server that is away: not a word about what was asked for. */
const saysNothing = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 0 || error.status === 429 || error.status >= 500 || error.code === 'signed_out');
