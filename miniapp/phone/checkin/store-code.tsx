import { Button, Toast } from 'antd-mobile';
import { useCallback, useState } from 'react';
import type { StoreCodeView } from '../../../server/contract/view-store.ts';
import { api } from '../../api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { StoreCodePicture } from '../../parts/store-code-picture.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { Page } from '../page.tsx';

const loadCode = (): Promise<StoreCodeView> => api.storeCode();

/** The store manager shows the code on the own phone, or sets up the store's screen. */
export function StoreCode() {
  const all = useTexts();
  const texts = useTable(shiftDayTexts).storeCode;
  const format = useFormat();
  const [seenAt, setSeenAt] = useState<string>();
  const [url, setUrl] = useState<string>();
  const onLoaded = useCallback((code: StoreCodeView) => setSeenAt(code.screenSeenAt), []);
  const open = (): Promise<void> =>
    api.openStoreScreen().then(
      (made) => setUrl(made.url),
      (error: unknown) => void Toast.show(toRead(describeFault(error, all))),
    );
  const copy = (): void =>
    void navigator.clipboard?.writeText(url ?? '').then(() => Toast.show({ content: texts.copied }));
  return (
    <Page title={texts.title}>
      <p className="mq-intro">{texts.intro}</p>
      <section className="mq-card">
        <StoreCodePicture load={loadCode} onLoaded={onLoaded} />
      </section>
      <section className="mq-card">
        <h2>{texts.screen}</h2>
        {url && <p className="mq-address">{url}</p>}
        {url && (
          <Button block onClick={copy}>
            {texts.copy}
          </Button>
        )}
        <Button block color="primary" fill="outline" onClick={() => void open()}>
          {url || seenAt ? texts.again : texts.open}
        </Button>
        <p className="mq-muted">{texts.hint}</p>
        {seenAt && <p className="mq-muted">{texts.seen(format.dateTime(seenAt))}</p>}
      </section>
    </Page>
  );
}
