import { useState } from 'react';
import type { ZoneBoard } from '../../../server/contract/zones.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { consoleZoneTexts } from '../../texts/screens/console-zones.ts';
import { zoneApi } from '../../zone-api.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { RegionChoice } from '../parts/region-choice.tsx';
import { AssignForm } from './zone-forms.tsx';
import { ZonePanel } from './zone-panel.tsx';
import './zones.css';

/** The zones of one region: drawn, with who works in them, and the form that puts somebody into one. */
export function ZonePage() {
  const texts = useTable(consoleZoneTexts);
  const [region, setRegion] = useState<string>();
  const loaded = useLoad(() => zoneApi.board(region), `zones:${region ?? ''}`);
  const { data } = loaded;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!data) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <RegionChoice regions={data.regions} region={data.region} onChoose={setRegion} />
      {data.zones.length === 0 ? (
        <Panel title={texts.title}>
          <p>{texts.none}</p>
        </Panel>
      ) : (
        <div className="mq-zones">
          <Picture board={data} />
          <div className="mq-column">
            {data.zones.map((zone) => (
              <ZonePanel key={zone.id} zone={zone} firstDay={data.firstDay} reload={loaded.reload} />
            ))}
            <AssignForm key={data.region.id} board={data} reload={loaded.reload} />
          </div>
        </div>
      )}
    </>
  );
}

function Picture({ board: { region, zones } }: { board: ZoneBoard }) {
  const texts = useTable(consoleZoneTexts);
  const { language } = useLanguage();
  // Another one as soon as anybody is put into a zone: its numbers of people change.
  const version = zones.map(({ assigned }) => assigned.length).join('.');
  const src = (size: 'wide' | 'narrow'): string =>
    `${zoneApi.picture(region.id, { language, size })}&version=${version}`;
  return (
    <Panel title={texts.picture}>
      <picture>
        <source media="(max-width: 640px)" srcSet={src('narrow')} />
        <img className="mq-zone-picture" src={src('wide')} alt={texts.picture} />
      </picture>
      <p className="mq-muted">{texts.pictureHint}</p>
    </Panel>
  );
}
