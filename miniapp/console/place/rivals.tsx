import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import type { MapFault, MapService, Rival, RivalCut } from '../../../server/contract/map-service.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useLoad } from '../../parts/use-load.ts';
import { mapServiceApi } from '../../map-service-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consolePlaceTexts } from '../../texts/screens/console-places.ts';
import { mapServiceTexts } from '../../texts/screens/map-service.ts';
import { ActionPanel } from '../parts/action-panel.tsx';
import { Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { Loading } from '../parts/panel.tsx';
import { useShowing } from '../parts/shown.ts';
import { RivalChoice } from './rival-choice.tsx';
import { RivalsCut } from './rivals-cut.tsx';
import './places.css';

type Run = Readonly<{
  done: number;
  all: number;
  asked: number;
  state: 'running' | 'ended' | 'stopped';
  fault?: MapFault;
}>;

/** Looks for shops of rival brands around the own stores; a human ticks which become places. */
export function RivalsPage() {
  const texts = useTable(mapServiceTexts);
  const places = useTable(consolePlaceTexts);
  const loaded = useLoad(() => mapServiceApi.settings(), 'map-service');
  useShowing(texts.rivals.title);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { settings } = loaded.data;
  return (
    <>
      <p>
        <a href="#/places">‹ {places.back}</a>
      </p>
      <header className="mq-head">
        <h1>{texts.rivals.title}</h1>
        <p className="mq-reminder">{texts.rivals.intro}</p>
      </header>
      {settings ? <Search service={settings.service} /> : <p>{texts.faults.not_connected}</p>}
    </>
  );
}

function Search({ service }: { service: MapService }) {
  const { rivals: texts, faults } = useTable(mapServiceTexts);
  const all = useTexts();
  const [words, setWords] = useState('');
  const [radiusM, setRadius] = useState('500');
  const [run, setRun] = useState<Run>();
  const [found, setFound] = useState<readonly Rival[]>([]);
  const [cut, setCut] = useState<readonly RivalCut[]>([]);
  const isStopped = useRef(false);
  const brands = brandsOf(words);
  const reach = Number(radiusM);
  const search = async (): Promise<void> => {
    isStopped.current = false;
    setFound([]);
    setCut([]);
    const known = new Map<string, Rival>();
    let asked = 0;
    let after: string | undefined;
    do {
      const body = { words: brands, radiusM: reach, ...(after !== undefined && { after }) };
      const reply = await mapServiceApi.rivals(body);
      asked += reply.asked;
      for (const rival of reply.rivals) keepNearest(known, rival);
      setFound([...known.values()].toSorted((a, b) => a.near.distanceM - b.near.distanceM));
      setCut((before) => [...before, ...reply.cut]);
      after = reply.fault === undefined && !isStopped.current ? reply.next : undefined;
      setRun({
        ...reply.stores,
        asked,
        state:
          after !== undefined ? 'running' : reply.next === undefined && !reply.fault ? 'ended' : 'stopped',
        ...(reply.fault && { fault: reply.fault }),
      });
    } while (after !== undefined);
  };
  const stop = (): void => {
    isStopped.current = true;
  };
  const start = (): Promise<void> =>
    search().catch((error: unknown) => {
      Toast.show(toRead(describeFault(error, all)));
      setRun(undefined);
    });
  return (
    <div className="mq-columns">
      <div className="mq-column">
        <ActionPanel
          title={texts.title}
          button={texts.start}
          ready={brands.length > 0 && brands.length <= 5 && reach >= 50 && reach <= 3000}
          onSubmit={start}
        >
          <Field label={texts.words} value={words} max={120} onChange={setWords} />
          <Field label={texts.radius} type="number" value={radiusM} onChange={setRadius} />
        </ActionPanel>
        <div role="status">
          {run && (
            <p>
              {run.all === 0
                ? texts.noStores
                : run.state === 'running'
                  ? texts.running(run.done, run.all)
                  : texts[run.state](run.asked, found.length)}
            </p>
          )}
          {run?.fault && <p>{faults[run.fault]}</p>}
          <RivalsCut cut={cut} />
        </div>
        {run?.state === 'running' && (
          <Button size="small" onClick={() => stop()}>
            {texts.stop}
          </Button>
        )}
      </div>
      {found.length > 0 && run?.state !== 'running' && (
        <RivalChoice
          key={`${words} ${radiusM} ${found.length}`}
          rivals={found}
          {...{ service, words }}
          onAdded={(ids) => setFound(found.filter(({ id }) => !ids.has(id)))}
        />
      )}
    </div>
  );
}

const brandsOf = (words: string): string[] =>
  words
    .split(/[,，、;；]/)
    .map((word) => word.trim())
    .filter((word) => word.length >= 2);

function keepNearest(known: Map<string, Rival>, rival: Rival): void {
  const before = known.get(rival.id);
  if (!before || before.near.distanceM > rival.near.distanceM) known.set(rival.id, rival);
}
