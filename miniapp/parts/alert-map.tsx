import { lazy, Suspense } from 'react';
import { api, ApiError } from '../api.ts';
import { useTexts } from '../texts/language.tsx';
import { describeFault } from './fault.ts';
import { useLoad } from './use-load.ts';

const TrackMap = lazy(() => import('./track-map.tsx').then((module) => ({ default: module.TrackMap })));

/** The map of an alert, for those whom the server lets see it; each look is logged there. */
export function AlertMap({ alertId, refused }: { alertId: string; refused: string }) {
  const texts = useTexts();
  const { data, error } = useLoad(() => api.track(alertId), alertId);
  if (error) {
    const isRefused = error instanceof ApiError && (error.code === 'forbidden' || error.code === 'not_found');
    return <p className="mq-muted">{isRefused ? refused : describeFault(error, texts)}</p>;
  }
  if (!data) return <p className="mq-muted">{texts.loading}</p>;
  return (
    <Suspense fallback={<p className="mq-muted">{texts.loading}</p>}>
      <TrackMap track={data} />
    </Suspense>
  );
}
