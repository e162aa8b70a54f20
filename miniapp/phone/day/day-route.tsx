import { useState } from 'react';
import type { RouteFrom, RouteView, TravelMode } from '../../../server/contract/route.ts';
import { myApi } from '../../my-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { Picture } from '../../parts/picture.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { routeTexts } from '../../texts/screens/route.ts';
import { Chips } from '../chips.tsx';
import { DayZones } from './day-zones.tsx';
import { Content, Page } from '../page.tsx';
import { RouteStopActions } from './route-stop-actions.tsx';
import '../records.css';

const FROM = ['now', 'day'] as const;
const MODES = ['walk', 'ebike', 'car'] as const;

type Asked = Readonly<{ from: RouteFrom; mode?: TravelMode }>;

/** The day's stops in a good order: advice for the person, from records alone. */
export function DayRouteScreen() {
  const texts = useTable(routeTexts);
  const [asked, setAsked] = useState<Asked>({ from: 'now' });
  const loaded = useLoad(() => myApi.route(asked), `${asked.from}:${asked.mode ?? ''}`);
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <section className="mq-card">
        <Chips
          legend={texts.from}
          options={FROM.map((value) => ({ value, label: texts[value] }))}
          value={asked.from}
          onPick={(from) => setAsked({ ...asked, from })}
        />
        <Chips
          legend={texts.mode}
          options={MODES.map((value) => ({ value, label: texts.modes[value] }))}
          value={asked.mode ?? loaded.data?.mode}
          onPick={(mode) => setAsked({ ...asked, mode })}
        />
      </section>
      <Content loaded={loaded}>{(view) => <Planned view={view} reload={loaded.reload} />}</Content>
    </Page>
  );
}

type Part = { view: RouteView; reload: () => Promise<void> };

function Planned({ view, reload }: Part) {
  const texts = useTable(routeTexts);
  if (view.stops.length === 0 && view.left.length === 0 && view.done.length === 0)
    return (
      <>
        <section className="mq-card mq-route-none">
          <h2>{texts.none}</h2>
          <p className="mq-muted">{texts.noneHint}</p>
        </section>
        <DayZones zones={view.zones} />
      </>
    );
  return (
    <>
      <Summary view={view} />
      {view.stops.length > 0 && <Stops view={view} reload={reload} />}
      {view.left.length > 0 && <Left view={view} reload={reload} />}
      {view.done.length > 0 && <Done view={view} reload={reload} />}
      <DayZones zones={view.zones} />
    </>
  );
}

function Summary({ view }: { view: RouteView }) {
  const texts = useTable(routeTexts);
  const format = useFormat();
  const { language } = useLanguage();
  const { stops, distanceM, startAt, endAt, startName, lateMin } = view;
  return (
    <section className="mq-card" aria-live="polite">
      <h2>{texts.summary(stops.length, (distanceM / 1000).toFixed(1))}</h2>
      {endAt && <p>{texts.span(format.time(startAt), format.time(endAt))}</p>}
      {startName && <p className="mq-muted">{texts.startAt(startName)}</p>}
      {lateMin > 0 && <p className="mq-overdue">{texts.late(lateMin)}</p>}
      {view.isOff && <p className="mq-muted">{texts.isOff}</p>}
      {stops.length > 0 && (
        <Picture
          className="mq-track-picture mq-route-picture"
          src={myApi.routePicture(view.from, view.mode, language)}
          alt={texts.picture}
        />
      )}
      <p className="mq-muted">{texts.estimate}</p>
    </section>
  );
}

function Stops({ view, reload }: Part) {
  const texts = useTable(routeTexts);
  const format = useFormat();
  const done = new Set(view.done.map(({ id }) => id));
  return (
    <section className="mq-card" aria-label={texts.stops}>
      <h2>{texts.stops}</h2>
      <ol className="mq-rows">
        {view.stops.map((stop, n) => (
          <li key={stop.id} className="mq-row mq-route-stop">
            <strong aria-hidden>{n + 1}</strong>
            <span className="mq-grow">
              <strong>{stop.name ?? texts.unnamed}</strong>
              {[
                texts.kind[stop.kind],
                texts.arrive(format.time(stop.arriveAt)),
                stop.waitMin > 0 && texts.wait(stop.waitMin),
                stop.restMin > 0 && texts.rest(stop.restMin),
                texts.leave(format.time(stop.leaveAt)),
              ]
                .filter(Boolean)
                .join(' · ')}
              {stop.window && (
                <span className="mq-muted">
                  {texts.window(format.time(stop.window.fromAt), format.time(stop.window.toAt))}
                </span>
              )}
              <RouteStopActions stop={stop} isDone={done.has(stop.id)} reload={reload} />
            </span>
            {done.has(stop.id) && <span className="mq-tag mq-tag-granted">{texts.isDone}</span>}
            {stop.lateMin > 0 && <span className="mq-tag mq-tag-declined">{texts.lateBy(stop.lateMin)}</span>}
            {stop.isOutsideZone && <span className="mq-tag mq-tag-needs_confirmation">{texts.outside}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Left({ view, reload }: Part) {
  const texts = useTable(routeTexts);
  return (
    <section className="mq-card" aria-label={texts.left}>
      <h2>{texts.left}</h2>
      <ul className="mq-rows">
        {view.left.map(({ why, isOutsideZone, ...stop }) => (
          <li key={stop.id} className="mq-row mq-route-stop">
            <span className="mq-grow">
              <StopWords stop={stop} />
              <span className="mq-muted">{texts.why[why]}</span>
              <RouteStopActions stop={stop} isDone={false} reload={reload} />
            </span>
            {isOutsideZone && <span className="mq-tag mq-tag-needs_confirmation">{texts.outside}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Visits that were logged, and tasks that were ticked off: these can be taken back. */
function Done({ view, reload }: Part) {
  const texts = useTable(routeTexts);
  return (
    <section className="mq-card" aria-label={texts.done(view.done.length)}>
      <h2>{texts.done(view.done.length)}</h2>
      <ul className="mq-rows">
        {view.done.map((stop) => (
          <li key={stop.id} className="mq-row mq-route-stop">
            <span className="mq-grow">
              <StopWords stop={stop} />
            </span>
            <RouteStopActions stop={stop} isDone reload={reload} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StopWords({ stop: { name, kind, window } }: { stop: RouteView['done'][number] }) {
  const texts = useTable(routeTexts);
  const format = useFormat();
  return (
    <>
      <strong>{name ?? texts.unnamed}</strong>
      {texts.kind[kind]}
      {window && ` · ${texts.window(format.time(window.fromAt), format.time(window.toAt))}`}
    </>
  );
}
