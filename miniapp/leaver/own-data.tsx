import { Button, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import { ApiError } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { toRead } from '../parts/to-read.ts';
import { useFormat } from '../parts/format.tsx';
import { useKeptId } from '../parts/kept-id.ts';
import { useLoad } from '../parts/use-load.ts';
import { useTable, useTexts } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';
import { leaverApi } from './leaver-api.ts';

const TEXT_MIN = 5;

/** A copy at once, and erasure by request (PIPL art. 45, 47). */
export function OwnData() {
  const all = useTexts();
  const texts = useTable(leaverTexts);
  const format = useFormat();
  const asked = useLoad(() => leaverApi.requests(), 'requests');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const { id, renew } = useKeptId('leaver-erasure');
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await leaverApi.ask({ id, kind: 'delete', topic: 'all', text: text.trim() });
      renew();
      setText('');
      Toast.show({ icon: 'success', content: texts.asked });
    } catch (error) {
      // It came through before, with other words or from somebody else: what stands here now is another request.
      if (error instanceof ApiError && error.code === 'request_conflict') renew();
      Toast.show(toRead(describeFault(error, all)));
    }
    await asked.reload();
    setBusy(false);
  };
  const requests = (asked.data?.requests ?? []).filter(({ kind }) => kind !== 'copy');
  return (
    <section className="mq-card mq-form" aria-label={texts.data}>
      <h2>{texts.data}</h2>
      <a className="mq-file" href={leaverApi.copyUrl} download>
        {texts.copy}
      </a>
      <h3>{texts.erase}</h3>
      <p className="mq-muted">{texts.eraseHint}</p>
      <TextArea
        aria-label={texts.eraseText}
        placeholder={texts.eraseText}
        rows={2}
        maxLength={1000}
        value={text}
        onChange={setText}
      />
      <Button block loading={busy} disabled={text.trim().length < TEXT_MIN} onClick={() => void send()}>
        {texts.eraseSend}
      </Button>
      {requests.map((one) => (
        <p key={one.id} className="mq-muted">
          {one.text} · {texts.requestState[one.status]} · {format.day(one.dueAt)}
          {one.answer && ` · ${one.answer.reason}`}
        </p>
      ))}
    </section>
  );
}
