import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { MapService, Rival } from '../../../server/contract/map-service.ts';
import { PlaceDeskBodySchema } from '../../../server/contract/place-desk.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { placeApi } from '../../place-api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { mapServiceTexts } from '../../texts/screens/map-service.ts';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { BusyButton } from '../parts/busy-button.tsx';

type Props = Readonly<{
  rivals: readonly Rival[];
  service: MapService;
  words: string;
  onAdded: (ids: ReadonlySet<string>) => void;
}>;

/** What a search has found, to tick what becomes a place; nothing does by itself. */
export function RivalChoice({ rivals, service, words, onAdded }: Props) {
  const { rivals: texts, services } = useTable(mapServiceTexts);
  const all = useTexts();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [radius, setRadius] = useState('50');
  const [busy, setBusy] = useState(false);
  const toggle = (id: string): void => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };
  const add = async (): Promise<void> => {
    setBusy(true);
    const added = new Set<string>();
    const why = texts.why(services[service], words.trim()).slice(0, 200);
    try {
      for (const { id, name, regionId, spot } of rivals.filter((rival) => ticked.has(rival.id))) {
        const reach = { ...spot, radiusM: Number(radius) };
        const body = { name, roles: ['competitor'], regionId, spot: reach, why };
        await placeApi.put(id, PlaceDeskBodySchema.parse(body));
        added.add(id);
      }
      Toast.show({ icon: 'success', content: texts.added(added.size) });
    } catch (error) {
      Toast.show(toRead(describeFault(error, all)));
    }
    setBusy(false);
    onAdded(added);
  };
  const reach = Number(radius);
  return (
    <Panel title={texts.list}>
      <div className="mq-place-bar">
        <Button
          size="mini"
          onClick={() => setTicked(new Set(rivals.filter(({ isNamed }) => isNamed).map(({ id }) => id)))}
        >
          {texts.all}
        </Button>
        <Button size="mini" onClick={() => setTicked(new Set())}>
          {texts.clear}
        </Button>
      </div>
      <ul className="mq-place-list">
        {rivals.map(({ id, name, address, near, isNamed }) => (
          <li key={id}>
            <label className="mq-check">
              <input type="checkbox" checked={ticked.has(id)} onChange={() => toggle(id)} />
              <span>
                {name}
                <span className="mq-muted">
                  {' '}
                  {[address, texts.near(near.distanceM, near.name), !isNamed && texts.unnamed]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div className="mq-action">
        <Field label={texts.radiusM} type="number" value={radius} onChange={setRadius} />
        <BusyButton
          block
          color="primary"
          busy={busy}
          disabled={ticked.size === 0 || !(reach >= 5 && reach <= 2000)}
          onClick={() => void add()}
        >
          {texts.add(ticked.size)}
        </BusyButton>
      </div>
    </Panel>
  );
}
