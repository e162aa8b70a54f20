import { Button } from 'antd-mobile';
import { useEffect, useState } from 'react';
import type { PlaceList, PlaceState } from '../../../server/contract/place-desk.ts';
import { PlaceRoleSchema } from '../../../server/contract/place.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { placeApi, type PlaceQuery } from '../../place-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consolePlaceTexts } from '../../texts/screens/console-places.ts';
import { mapServiceTexts } from '../../texts/screens/map-service.ts';
import { Choose } from '../parts/choose.tsx';
import { Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { Filters } from '../parts/filters.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import './places.css';

const ALL: PlaceQuery = { q: '', kind: '', region: '', state: 'standing' };
const STATES: readonly PlaceState[] = ['standing', 'withdrawn'];
/** Typing is waited for. */
const PAUSE_MS = 300;
/** What was asked for last: who comes back from a place finds the same list. */
let asked = ALL;

/** The company's places, searched by name or number, kind and region. */
export function PlacesPage() {
  const texts = useTable(consolePlaceTexts);
  const { rivals } = useTable(mapServiceTexts);
  const { words } = useTexts();
  const [query, setQuery] = useState(asked);
  const settled = useSettled(query);
  const loaded = usePages((after) => placeApi.list(settled, after), JSON.stringify(settled));
  const [known, setKnown] = useState<PlaceList>();
  const first = loaded.data?.[0];
  useEffect(() => {
    if (first) setKnown(first);
  }, [first]);
  const set = (change: Partial<PlaceQuery>): void => {
    asked = { ...query, ...change };
    setQuery(asked);
  };
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  const regions = known?.regions ?? [];
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <div className="mq-place-search">
        <Field label={texts.search} value={query.q} max={80} onChange={(q) => set({ q })} />
        <Choose
          label={texts.kind}
          value={query.kind}
          options={['', ...PlaceRoleSchema.options]}
          words={{ '': texts.anyKind, ...words.placeRole }}
          onChange={(kind) => set({ kind })}
        />
        {regions.length > 1 && (
          <Choose
            label={texts.region}
            value={query.region}
            options={['', ...regions.map(({ id }) => id)]}
            words={{ '': texts.anyRegion, ...Object.fromEntries(regions.map(({ id, name }) => [id, name])) }}
            onChange={(region) => set({ region })}
          />
        )}
      </div>
      <div className="mq-place-bar">
        <Filters
          label={texts.stateLabel}
          values={STATES}
          words={texts.state}
          chosen={query.state}
          onChoose={(state) => set({ state })}
        />
        {known?.mayChange && (
          <span className="mq-place-doings">
            <Button size="small" onClick={() => goTo('/places/~rivals')}>
              {rivals.link}
            </Button>
            <Button size="small" color="primary" onClick={() => goTo('/places/~new')}>
              {texts.add}
            </Button>
          </span>
        )}
      </div>
      {loaded.data ? <Rows pages={loaded.data} /> : <Loading />}
      <LoadMore more={loaded.more} />
    </>
  );
}

function Rows({ pages }: { pages: readonly PlaceList[] }) {
  const texts = useTable(consolePlaceTexts);
  const format = useFormat();
  const places = pages.flatMap((page) => page.places);
  return (
    <Panel title={texts.title} extra={texts.found(pages[0]?.found ?? 0)}>
      {places.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <ul className="mq-place-list">
          {places.map(({ id, name, roles, regionName, floor }) => (
            <li key={id}>
              <a href={`#/places/${id}`}>{name}</a> <Kinds roles={roles} />
              <div className="mq-muted">
                {format.phrases([id, regionName, floor].flatMap((part) => part ?? []))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What a place is to the company. */
export function Kinds({ roles }: Pick<PlaceList['places'][number], 'roles'>) {
  const { words } = useTexts();
  return roles.map((role) => (
    <Tag key={role} tone={role.startsWith('competitor') ? 'soon' : 'calm'}>
      {words.placeRole[role]}
    </Tag>
  ));
}

/** The value once it has stood still. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
