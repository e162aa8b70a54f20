import { Button } from 'antd-mobile';
import { useState } from 'react';
import {
  MAP_ADDRESSES,
  MAP_PER_DAY,
  MapServiceSchema,
  type MapService,
  type MapSettingsView,
} from '../../../server/contract/map-service.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { mapServiceApi } from '../../map-service-api.ts';
import { useTable } from '../../texts/language.tsx';
import { mapServiceTexts } from '../../texts/screens/map-service.ts';
import { ActionPanel } from '../parts/action-panel.tsx';
import { AddressSearch } from '../place/address-search.tsx';
import { Choose } from '../parts/choose.tsx';
import { Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { useSave } from '../parts/use-save.ts';

/** The map company whose service is asked: connected by IT, tried, disconnected. */
export function MapServicePage() {
  const texts = useTable(mapServiceTexts);
  const loaded = useLoad(() => mapServiceApi.settings(), 'map-service');
  const { data } = loaded;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!data) return <Loading />;
  const key = JSON.stringify(data.settings ?? null);
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <div className="mq-columns">
        <div className="mq-column">
          <State view={data} reload={loaded.reload} />
          {data.settings && (
            <Panel title={texts.tryTitle}>
              <AddressSearch key={key} service={data.settings.service} onSearched={loaded.reload} />
            </Panel>
          )}
        </div>
        {data.mayEdit && <Settings key={key} view={data} reload={loaded.reload} />}
      </div>
    </>
  );
}

type Props = Readonly<{ view: MapSettingsView; reload: () => Promise<void> }>;

function State({ view: { settings, usedToday, mayEdit }, reload }: Props) {
  const texts = useTable(mapServiceTexts);
  const format = useFormat();
  const act = useSave(reload);
  if (!settings)
    return (
      <Panel title={texts.title}>
        <p>{texts.none}</p>
      </Panel>
    );
  const drop = async (): Promise<void> => {
    const isSure = await askSure({
      content: texts.sureDrop,
      confirmText: texts.drop,
      cancelText: texts.cancel,
    });
    if (isSure) await act(() => mapServiceApi.drop());
  };
  return (
    <Panel title={texts.services[settings.service]}>
      <p>{texts.used(usedToday, settings.perDay)}</p>
      <p className="mq-muted">
        {settings.address}
        <br />
        {texts.changed(settings.changedBy, format.dateTime(settings.changedAt))}
      </p>
      {mayEdit && (
        <Button size="small" onClick={() => void drop()}>
          {texts.drop}
        </Button>
      )}
    </Panel>
  );
}

function Settings({ view: { settings }, reload }: Props) {
  const texts = useTable(mapServiceTexts);
  const [service, setService] = useState<MapService>(settings?.service ?? 'amap');
  const [address, setAddress] = useState(settings?.address ?? MAP_ADDRESSES.amap);
  const [key, setKey] = useState('');
  const [perDay, setPerDay] = useState(String(settings?.perDay ?? MAP_PER_DAY));
  const act = useSave(reload);
  const keepsKey = settings?.service === service && settings.address === address.trim();
  const most = Number(perDay);
  const choose = (next: MapService): void => {
    setService(next);
    setAddress(MAP_ADDRESSES[next]);
  };
  const submit = async (): Promise<void> => {
    const given = key.trim();
    const body = { service, address: address.trim(), perDay: most, ...(given !== '' && { key: given }) };
    await act(() => mapServiceApi.save(body));
  };
  return (
    <ActionPanel
      title={settings ? texts.change : texts.connect}
      button={texts.save}
      ready={
        address.trim().length >= 8 && most >= 1 && Number.isInteger(most) && (keepsKey || key.trim() !== '')
      }
      onSubmit={submit}
    >
      <Choose
        label={texts.service}
        value={service}
        options={MapServiceSchema.options}
        words={texts.services}
        onChange={choose}
      />
      <Field label={texts.address} value={address} onChange={setAddress} />
      <SecretField label={keepsKey ? texts.keyKept : texts.key} value={key} onChange={setKey} />
      <Field label={texts.perDay} type="number" value={perDay} onChange={setPerDay} />
    </ActionPanel>
  );
}
