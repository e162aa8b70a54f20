import { Button } from 'antd-mobile';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { NamedPlace } from '../../../server/contract/named-place.ts';
import { myApi } from '../../my-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { distanceM } from '../../track/distance.ts';
import { useCell } from '../../parts/use-cell.ts';
import { useSession } from '../session.ts';

const TrackMap = lazy(() =>
  import('../../parts/track-map.tsx').then((module) => ({ default: module.TrackMap })),
);
const MIN_LETTERS = 2;
const WAIT_MS = 300;

type Props = Readonly<{ picked: NamedPlace | undefined; onPick: (place: NamedPlace | undefined) => void }>;

/** A known place by its name, shown on a drawn map beside the own store; no position of the person is read. */
export function PlacePicker({ picked, onPick }: Props) {
  const texts = useTable(declarationTexts).pick;
  const [name, setName] = useState('');
  const [found, setFound] = useState<readonly NamedPlace[]>();
  useEffect(() => {
    if (name.trim().length < MIN_LETTERS) return setFound(undefined);
    let stale = false;
    const timer = setTimeout(() => {
      const show = (places: readonly NamedPlace[]): void => {
        if (!stale) setFound(places);
      };
      void myApi.places(name.trim()).then(
        ({ places }) => show(places),
        () => show([]),
      );
    }, WAIT_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [name]);
  const pick = (place: NamedPlace | undefined): void => {
    setName('');
    onPick(place);
  };
  if (picked)
    return (
      <>
        <strong className="mq-field-name">{texts.label}</strong>
        <p>
          {texts.picked(picked.name)}{' '}
          <Button size="small" onClick={() => pick(undefined)}>
            {texts.clear}
          </Button>
        </p>
        <PlaceMap place={picked} />
      </>
    );
  return (
    <>
      <label>
        <strong className="mq-field-name">{texts.label}</strong>
        <input
          type="search"
          className="mq-input"
          placeholder={texts.search}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {found?.length === 0 && <p className="mq-muted">{texts.none}</p>}
      {found && found.length > 0 && (
        <ul className="mq-rows">
          {found.map((place) => (
            <li key={place.id}>
              <button type="button" className="mq-row" onClick={() => pick(place)}>
                {place.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function PlaceMap({ place }: { place: NamedPlace }) {
  const texts = useTable(declarationTexts).pick;
  const all = useTexts();
  const store = useCell(useSession().today)?.shifts.find((shift) => shift.place)?.place;
  const at = new Date(0).toISOString();
  const places = [
    { name: place.name, roles: [], center: place.center, radiusM: place.radiusM },
    ...(store ? [{ ...store, roles: ['own_store' as const] }] : []),
  ];
  const away = store && distanceM(store.center, place.center);
  return (
    <div role="group" aria-label={texts.map}>
      <Suspense fallback={<p className="mq-muted">{all.loading}</p>}>
        <TrackMap track={{ startAt: at, endAt: at, points: [], stays: [], gaps: [], places }} />
      </Suspense>
      {away !== undefined && (
        <p className="mq-muted">
          {texts.away(away < 1000 ? all.metres(Math.round(away)) : all.kilometres((away / 1000).toFixed(1)))}
        </p>
      )}
    </div>
  );
}
