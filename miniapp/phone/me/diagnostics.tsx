import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import { serverOffsetMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useCell } from '../../parts/use-cell.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { diagnosticsTexts } from '../../texts/screens/diagnostics.ts';
import { APP_VERSION } from '../app-version.ts';
import { Page } from '../page.tsx';
import { brandOf } from '../phone-brand.ts';
import { RowList } from '../row-list.tsx';
import { useSession } from '../session.ts';
import type { PhoneSession } from '../session.ts';
import { clockText } from './clock-text.ts';
import { countUnsent } from './sign-out.ts';
import { visitQueueOf } from '../visit/visit-sync.ts';
import '../records.css';

/** What may be wrong with this phone, and what to do; read here and sent nowhere. */
export function Diagnostics() {
  const texts = useTable(diagnosticsTexts);
  const all = useTexts();
  const format = useFormat();
  const session = useSession();
  const { waiting } = useCell(session.queue);
  const tracking = useCell(session.sampler.state);
  const today = useCell(session.today);
  const loaded = useLoad(() => readPhone(session), 'phone');
  const phone = loaded.data;
  const { rows } = texts;
  const storage = phone?.storage;
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <RowList
        rows={[
          { key: 'clock', title: rows.clock, note: clockText(serverOffsetMs(), texts) },
          { key: 'permission', title: rows.permission, extra: phone && texts.permission[phone.permission] },
          { key: 'tracking', title: rows.tracking, extra: all.phone.today.tracking[tracking] },
          {
            key: 'queue',
            title: rows.queue,
            note: texts.queue(waiting),
          },
          { key: 'visits', title: rows.visits, extra: String(phone?.visits ?? 0) },
          {
            key: 'lastSync',
            title: rows.lastSync,
            extra: today ? format.dateTime(today.serverTime) : texts.never,
          },
          { key: 'network', title: rows.network, extra: phone && texts.network[phone.network] },
          {
            key: 'storage',
            title: rows.storage,
            note: storage
              ? texts.storage(inMb(storage.used), inMb(storage.quota)) + (storage.kept ? texts.kept : '')
              : texts.storageUnknown,
          },
          { key: 'client', title: rows.client, extra: texts.client[session.bridge.kind] },
          { key: 'version', title: rows.version, extra: APP_VERSION },
        ]}
      />
      <SendNow onDone={loaded.reload} />
      <Advice />
    </Page>
  );
}

function SendNow({ onDone }: { onDone: () => Promise<void> }) {
  const texts = useTable(diagnosticsTexts);
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    await session.sync.flush({ urgent: true });
    await (await visitQueueOf(session)).flush();
    Toast.show({ content: (await countUnsent(session)) === 0 ? texts.synced : texts.notSynced });
    await Promise.all([session.refreshToday(), onDone()]);
    setBusy(false);
  };
  return (
    <div className="mq-foot">
      <Button block color="primary" loading={busy} onClick={() => void send()}>
        {texts.sync}
      </Button>
    </div>
  );
}

function Advice() {
  const texts = useTable(diagnosticsTexts);
  const own = brandOf(navigator.userAgent);
  const brands = Object.entries(texts.brands).sort(([a], [b]) => Number(b === own) - Number(a === own));
  return (
    <section className="mq-card mq-training">
      <h2>{texts.advice}</h2>
      <p className="mq-muted">{texts.adviceIntro}</p>
      {brands.map(([brand, [name, text]]) => (
        <details key={brand} open={brand === own}>
          <summary>
            {name}
            {brand === own && ` · ${texts.yours}`}
          </summary>
          <p>{text}</p>
        </details>
      ))}
    </section>
  );
}

async function readPhone(session: PhoneSession) {
  const [permission, network, storage, kept, visits] = await Promise.all([
    readPermission(session),
    session.bridge.network().catch(() => 'unknown' as const),
    navigator.storage?.estimate().catch(() => undefined),
    navigator.storage?.persisted().catch(() => false),
    visitQueueOf(session).then((queue) => queue.count()),
  ]);
  const { usage, quota } = storage ?? {};
  return {
    permission,
    network,
    visits,
    storage:
      usage === undefined || quota === undefined ? undefined : { used: usage, quota, kept: kept ?? false },
  };
}

/** A chat app keeps permissions to itself. */
async function readPermission({
  bridge,
}: PhoneSession): Promise<'granted' | 'denied' | 'prompt' | 'unknown'> {
  if (bridge.kind !== 'browser') return 'unknown';
  const status = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined);
  return status?.state ?? 'unknown';
}

const inMb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
