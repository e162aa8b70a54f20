import { Button, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { DataRequestView } from '../../../server/contract/data-request.ts';
import { myApi } from '../../my-api.ts';
import { askedAbout } from '../../parts/asked-record.ts';
import { listErased } from '../../parts/erased.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleFieldNames } from '../../texts/screens/console-field-names.ts';
import { consoleRequestTexts } from '../../texts/screens/console-requests.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { dataRequestTexts } from '../../texts/screens/data-requests.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading } from '../parts/panel.tsx';
import { useSure } from '../parts/use-sure.ts';

const REASON_MIN = 20;

/** Requests about personal data, the first deadline first; each is answered once, by somebody else than its person (R14). */
export function DataRequests() {
  const texts = useTable(consoleRequestTexts);
  const loaded = usePages(myApi.allRequests, 'data-requests');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const requests = loaded.data.flatMap((page) => page.requests);
  return (
    <section className="mq-panel" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      <p className="mq-muted">
        {texts.intro} {texts.seen}
      </p>
      {requests.length === 0 && <Nothing text={texts.none} />}
      {requests.map((request) => (
        <Request key={request.id} request={request} onDone={loaded.reload} />
      ))}
      <LoadMore more={loaded.more} />
    </section>
  );
}

function Request({ request, onDone }: { request: DataRequestView; onDone: () => Promise<void> }) {
  const texts = useTable(consoleRequestTexts);
  const words = useTable(dataRequestTexts);
  const format = useFormat();
  const { phone } = useConsoleTexts();
  const { kind, status, answer, personName } = request;
  const about = askedAbout(request, words.topics, { format, kind: phone.kind });
  return (
    <article className="mq-data-request" aria-label={personName}>
      <h3>
        {personName} · {words.kind[kind]} · {about} <span className="mq-tag">{words.status[status]}</span>
      </h3>
      <p>{request.text}</p>
      <p className={request.overdue ? 'mq-overdue' : 'mq-muted'}>
        {texts.due} {format.dateTime(request.dueAt)}
        {request.overdue && ` · ${texts.overdue}`}
        {!request.overdue &&
          request.workingDaysLeft !== undefined &&
          ` · ${texts.left(request.workingDaysLeft)}`}
      </p>
      {answer && (
        <p className="mq-muted">
          {format.named(words.answer(answer.by, format.dateTime(answer.at)), answer.reason)}
        </p>
      )}
      {request.erased && (
        <p className="mq-muted">{words.erased(listErased(request.erased, words, format))}</p>
      )}
      {request.erases && <p className="mq-due">{texts.erases(listErased(request.erases, words, format))}</p>}
      {status === 'open' && <Answer request={request} onDone={onDone} />}
    </article>
  );
}

function Answer({ request, onDone }: { request: DataRequestView; onDone: () => Promise<void> }) {
  const texts = useTable(consoleRequestTexts);
  const all = useConsoleTexts();
  const names = useTable(consoleFieldNames);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const missing = REASON_MIN - reason.trim().length;
  const sure = useTable(sureTexts).answer;
  const words = useTable(dataRequestTexts);
  const format = useFormat();
  const isSure = useSure();
  const doneText = request.erases ? texts.grant : texts.done;
  const next = request.erases ? sure.erase(listErased(request.erases, words, format)) : sure.done;
  const send = async (result: 'done' | 'refused'): Promise<void> => {
    const [content, button] = result === 'done' ? [next, doneText] : [sure.refused, texts.refuse];
    if (!(await isSure(content, button))) return;
    setBusy(true);
    await myApi.answerRequest(request.id, { result, reason: reason.trim() }).then(
      ({ erased }) => Toast.show({ content: erased ? texts.granted : texts.answered }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all, names))),
    );
    await onDone();
    setBusy(false);
  };
  return (
    <>
      <label>
        <span className="mq-muted">{texts.reason}</span>
        <textarea
          className="mq-input"
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {missing > 0 && <p className="mq-muted">{all.console.needReason(missing)}</p>}
      <Button size="small" disabled={busy || missing > 0} onClick={() => void send('refused')}>
        {texts.refuse}
      </Button>{' '}
      <Button size="small" color="primary" disabled={busy || missing > 0} onClick={() => void send('done')}>
        {doneText}
      </Button>
    </>
  );
}
