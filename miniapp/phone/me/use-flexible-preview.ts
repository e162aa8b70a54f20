import { useCallback, useEffect, useRef, useState } from 'react';
import type { FlexibleHoursBody, FlexiblePreview } from '../../../server/contract/flexible.ts';
import { myApi } from '../../my-api.ts';

/** While somebody still turns the wheel of a clock nothing is asked. */
const QUIET_MS = 400;

/** What the hours in the fields would change; `preview` is absent until it is known of just these. */
export type PreviewState = Readonly<{ preview?: FlexiblePreview; isFailed: boolean; check: () => void }>;

export function useFlexiblePreview(hours: FlexibleHoursBody | undefined): PreviewState {
  const key = JSON.stringify(hours);
  const [state, setState] = useState<{ key?: string; preview?: FlexiblePreview; isFailed: boolean }>({
    isFailed: false,
  });
  const newest = useRef({ key, hours });
  newest.current = { key, hours };
  const check = useCallback((): void => {
    const asked = newest.current;
    if (!asked.hours) return;
    const settle = (result: { preview?: FlexiblePreview; isFailed: boolean }): void => {
      if (newest.current.key === asked.key) setState({ key: asked.key, ...result });
    };
    myApi.previewFlexible(asked.hours).then(
      (preview) => settle({ preview, isFailed: false }),
      () => settle({ isFailed: true }),
    );
  }, []);
  useEffect(() => {
    const timer = setTimeout(check, QUIET_MS);
    return () => clearTimeout(timer);
  }, [key, check]);
  return state.key === key ? { ...state, check } : { isFailed: false, check };
}
