import { useState } from 'react';
import type { DayPlanBoard, DayPlanRow } from '../../../server/contract/day-plan.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { dayPlanTexts } from '../../texts/screens/console-day-plans.ts';
import { zoneApi } from '../../zone-api.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { RegionChoice } from '../parts/region-choice.tsx';
import './zones.css';

/** The day of one region's people: who has how many stops, what cannot be met, what lies in nobody's zone. */
export function DayPlanPage() {
  const texts = useTable(dayPlanTexts);
  const format = useFormat();
  const [region, setRegion] = useState<string>();
  const loaded = useLoad(() => zoneApi.dayPlans(region), `day-plans:${region ?? ''}`);
  const { data } = loaded;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!data) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>
          {texts.title} · {format.calendarDay(data.day)}
        </h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <RegionChoice regions={data.regions} region={data.region} onChoose={setRegion} />
      <div className="mq-column">
        <People people={data.people} />
        <Outside board={data} />
        <Free free={data.free} />
      </div>
    </>
  );
}

function People({ people }: { people: readonly DayPlanRow[] }) {
  const texts = useTable(dayPlanTexts);
  const title = texts.people(people.length);
  if (people.length === 0)
    return (
      <Panel title={title}>
        <p>{texts.none}</p>
      </Panel>
    );
  return (
    <Panel title={title}>
      <ul className="mq-plans">
        {people.map((row) => (
          <Row key={row.personId} row={row} />
        ))}
      </ul>
      <p className="mq-muted">{texts.estimate}</p>
    </Panel>
  );
}

function Row({ row }: { row: DayPlanRow }) {
  const texts = useTable(dayPlanTexts);
  const format = useFormat();
  const { name, employeeNo, kind, isOff, zones, stops, done, troubles } = row;
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <div className="mq-muted">
          {employeeNo} · {texts.staff[kind]}
        </div>
        {isOff && <Tag tone="soon">{texts.isOff}</Tag>}
      </div>
      <div>
        {texts.stops(stops)} · {texts.done(done)}
        <div className="mq-muted">{zones.length === 0 ? texts.noZone : format.list(zones)}</div>
      </div>
      <div>
        {troubles.length === 0 ? (
          texts.fits
        ) : (
          <>
            <Tag tone="overdue">{texts.troubles(troubles.length)}</Tag>
            <ul className="mq-plan-troubles">
              {troubles.map((trouble, n) => (
                <li key={n}>
                  <StopWords stop={trouble} /> ·{' '}
                  <strong>
                    {trouble.lateMin === undefined ? texts.why[trouble.why] : texts.lateBy(trouble.lateMin)}
                  </strong>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </li>
  );
}

type Stop = Pick<DayPlanRow['troubles'][number], 'kind' | 'name' | 'window'>;

function StopWords({ stop: { kind, name, window } }: { stop: Stop }) {
  const texts = useTable(dayPlanTexts);
  const format = useFormat();
  return (
    <>
      {texts.kind[kind]} {name ?? texts.unnamed}
      {window && (
        <span className="mq-muted">
          {' '}
          {texts.window(format.time(window.fromAt), format.time(window.toAt))}
        </span>
      )}
    </>
  );
}

function Outside({ board: { outside, hasZones } }: { board: DayPlanBoard }) {
  const texts = useTable(dayPlanTexts);
  const format = useFormat();
  if (!outside)
    return (
      <Panel title={texts.outside}>
        {hasZones ? (
          <p>
            {texts.noZones} <a href="#/zones">{texts.toZones}</a>
          </p>
        ) : (
          <p>{texts.noZoneAtAll}</p>
        )}
      </Panel>
    );
  const { stops, customers, customerNames } = outside;
  const rest = customers - customerNames.length;
  return (
    <Panel title={texts.outside}>
      {stops.length === 0 ? (
        <p>{texts.outsideStopsNone}</p>
      ) : (
        <>
          <h3>{texts.outsideStops}</h3>
          <ul className="mq-plan-troubles">
            {stops.map((stop, n) => (
              <li key={n}>
                <StopWords stop={stop} /> · {texts.of(stop.personName)}
              </li>
            ))}
          </ul>
        </>
      )}
      {customers === 0 ? (
        <p>{texts.customersNone}</p>
      ) : (
        <>
          <h3>{texts.customers(customers)}</h3>
          <p>
            {format.list(customerNames)} {rest > 0 && texts.more(rest)}
          </p>
        </>
      )}
      <p>
        <a href="#/zones">{texts.toZones}</a>
      </p>
    </Panel>
  );
}

function Free({ free }: Pick<DayPlanBoard, 'free'>) {
  const texts = useTable(dayPlanTexts);
  return (
    <Panel title={texts.free}>
      {free.length === 0 ? (
        <p>{texts.freeNone}</p>
      ) : (
        <ul className="mq-plan-troubles">
          {free.map(({ personId, name, kind }) => (
            <li key={personId}>
              {name} <span className="mq-muted">{texts.staff[kind]}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
