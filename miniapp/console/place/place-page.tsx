import { lazy, Suspense, useMemo, useState } from 'react';
import type { PlaceDetail } from '../../../server/contract/place-desk.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { placeApi } from '../../place-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consolePlaceTexts } from '../../texts/screens/console-places.ts';
import { Failed } from '../parts/failed.tsx';
import { HiddenTitle } from '../parts/hidden-title.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { NEW_PLACE, type PlaceDraft } from './place-draft.ts';
import { PlaceFacts } from './place-facts.tsx';
import { PlaceForm, previewOf } from './place-form.tsx';
import { MovePlace } from './place-move.tsx';
import './places.css';

const PlaceMap = lazy(() =>
  import('../../parts/place-map.tsx').then(({ PlaceMap: map }) => ({ default: map })),
);
/** As the server looks around. */
const AROUND_M = 500;

/** One place: where it is and what is near, where it comes from, and the forms that correct, withdraw or bring it back. */
export function PlacePage({ id }: { id: string }) {
  const texts = useTable(consolePlaceTexts);
  const loaded = useLoad(() => placeApi.one(id), `place:${id}`);
  const [draft, setDraft] = useState<PlaceDraft>();
  const place = loaded.data;
  const preview = useMemo(() => previewOf(draft), [draft]);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!place) return <Loading />;
  const reload = async (): Promise<void> => {
    setDraft(undefined);
    await loaded.reload();
  };
  const key = `${place.seen} ${place.withdrawnAt ?? ''}`;
  return (
    <>
      <Back />
      <HiddenTitle title={place.name} />
      <div className="mq-columns">
        <div className="mq-column">
          <Panel
            title={place.name}
            extra={place.withdrawnAt !== undefined && <Tag tone="late">{texts.withdrawn}</Tag>}
          >
            <PlaceFacts place={place} />
          </Panel>
          <Panel title={texts.map}>
            <Suspense fallback={<Loading />}>
              <PlaceMap
                label={texts.mapLabel}
                place={place}
                neighbours={place.neighbours}
                preview={preview}
              />
            </Suspense>
            <Legend hasPreview={preview !== undefined} />
          </Panel>
          <Neighbours place={place} />
        </div>
        {place.mayChange && (
          <div className="mq-column">
            {place.withdrawnAt === undefined && (
              <PlaceForm key={key} place={place} regions={place.regions} reload={reload} onDraft={setDraft} />
            )}
            <MovePlace key={`move ${key}`} place={place} reload={reload} />
          </div>
        )}
      </div>
    </>
  );
}

/** The form for a place nobody has put yet. */
export function NewPlacePage() {
  const texts = useTable(consolePlaceTexts);
  const loaded = useLoad(
    () => placeApi.list({ q: '', kind: '', region: '', state: 'standing' }),
    'place-regions',
  );
  const [draft, setDraft] = useState<PlaceDraft>(NEW_PLACE);
  const preview = useMemo(() => previewOf(draft), [draft]);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  return (
    <>
      <Back />
      <HiddenTitle title={texts.add} />
      <div className="mq-columns">
        <PlaceForm regions={loaded.data.regions} reload={async () => undefined} onDraft={setDraft} />
        {preview && (
          <Panel title={texts.map}>
            <Suspense fallback={<Loading />}>
              <PlaceMap label={texts.map} neighbours={NOTHING} preview={preview} />
            </Suspense>
          </Panel>
        )}
      </div>
    </>
  );
}
const NOTHING: PlaceDetail['neighbours'] = [];

function Back() {
  const texts = useTable(consolePlaceTexts);
  return (
    <p>
      <a href="#/places">‹ {texts.back}</a>
    </p>
  );
}

function Legend({ hasPreview }: { hasPreview: boolean }) {
  const texts = useTable(consolePlaceTexts);
  return (
    <figure className="mq-map-figure">
      <figcaption>
        <span className="mq-key mq-key-own">{texts.keys.own}</span>
        <span className="mq-key mq-key-other">{texts.keys.rival}</span>
        <span className="mq-key mq-key-stay">{texts.keys.other}</span>
        {hasPreview && <span>- - {texts.keys.preview}</span>}
        <span>{texts.mapHint}</span>
      </figcaption>
    </figure>
  );
}

function Neighbours({ place: { neighbours } }: { place: PlaceDetail }) {
  const texts = useTable(consolePlaceTexts);
  const { words } = useTexts();
  const format = useFormat();
  if (neighbours.length === 0) return <p className="mq-muted">{texts.noneNear(AROUND_M)}</p>;
  return (
    <Panel title={texts.near(AROUND_M)}>
      <ul className="mq-place-list">
        {neighbours.map(({ id, name, roles, floor, edgeM }) => (
          <li key={id}>
            <a href={`#/places/${id}`}>{name}</a>
            <div className="mq-muted">
              {format.phrases([
                ...roles.map((role) => words.placeRole[role]),
                ...(floor === undefined ? [] : [floor]),
                texts.edge(edgeM),
              ])}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
