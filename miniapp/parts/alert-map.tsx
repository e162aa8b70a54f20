import { Button } from 'antd-mobile';
import { lazy, Suspense, useState } from 'react';
import type { TrackView } from '../../server/contract/views.ts';
import { api, ApiError } from '../api.ts';
import { useLanguage } from '../texts/language.tsx';
import { describeFault } from './fault.ts';
import { TrackPicture } from './track-picture.tsx';
import { useLoad } from './use-load.ts';

const TrackMap = lazy(() => import('./track-map.tsx').then((module) => ({ default: module.TrackMap })));

type AlertMapProps = {
  alertId: string;
  refused: string;
  /** The drawn picture first and the map to move in on demand; else the map at once. */
  isDrawn?: boolean;
};

/** The map of an alert, for those whom the server lets see it; each look is logged there. */
export function AlertMap({ alertId, refused, isDrawn = false }: AlertMapProps) {
  const { texts, language } = useLanguage();
  const { data, error } = useLoad(() => api.track(alertId, language), `${alertId} ${language}`);
  if (error) {
    const isRefused = error instanceof ApiError && (error.code === 'forbidden' || error.code === 'not_found');
    return <p className="mq-muted">{isRefused ? refused : describeFault(error, texts)}</p>;
  }
  if (!data) return <p className="mq-muted">{texts.loading}</p>;
  return isDrawn && data.picture !== '' ? <Drawn track={data} /> : <Movable track={data} />;
}

function Drawn({ track }: { track: TrackView }) {
  const { texts } = useLanguage();
  const [isMovable, setMovable] = useState(false);
  return (
    <>
      <TrackPicture src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(track.picture)}`} />
      {isMovable ? (
        <Movable track={track} />
      ) : (
        <Button size="small" onClick={() => setMovable(true)}>
          {texts.map.movable}
        </Button>
      )}
    </>
  );
}

function Movable({ track }: { track: TrackView }) {
  const { texts } = useLanguage();
  return (
    <Suspense fallback={<p className="mq-muted">{texts.loading}</p>}>
      <TrackMap track={track} />
    </Suspense>
  );
}
