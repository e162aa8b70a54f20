import { Button, Toast } from 'antd-mobile';
import type { DataRequestView } from '../../../server/contract/data-request.ts';
import { myApi } from '../../my-api.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { askedAbout } from '../../parts/asked-record.ts';
import { listErased } from '../../parts/erased.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { DraftContext } from '../../parts/use-draft.ts';
import { usePages } from '../../parts/use-pages.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { dataRequestTexts } from '../../texts/screens/data-requests.ts';
import { draftsOf } from '../drafts.ts';
import { AskForm } from './ask-data.tsx';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import '../records.css';

/** The person's rights over the own data: a copy at once, corrections and deletions with a deadline (R14). */
export function MyRequests({ param }: ScreenProps) {
  const texts = useTable(dataRequestTexts);
  const drafts = draftsOf(useSession());
  const loaded = usePages(myApi.requests, 'requests');
  return (
    <Page title={texts.title}>
      <section className="mq-card">
        <a className="mq-link-button" href={myApi.download} download>
          {texts.download}
        </a>
        <p className="mq-muted">{texts.downloadHint}</p>
      </section>
      <DraftContext.Provider value={drafts}>
        <AskForm key={param} about={param} onDone={loaded.reload} />
      </DraftContext.Provider>
      <Content loaded={loaded}>
        {(pages) => (
          <section className="mq-card" aria-label={texts.list}>
            <h2>{texts.list}</h2>
            {pages.every(({ requests }) => requests.length === 0) && <p className="mq-muted">{texts.none}</p>}
            <ul className="mq-rows">
              {pages
                .flatMap(({ requests }) => requests)
                .map((request) => (
                  <li key={request.id}>
                    <RequestRow request={request} onDone={loaded.reload} />
                  </li>
                ))}
            </ul>
            <LoadMore more={loaded.more} />
          </section>
        )}
      </Content>
    </Page>
  );
}

function RequestRow({ request, onDone }: { request: DataRequestView; onDone: () => Promise<void> }) {
  const all = useTexts();
  const texts = useTable(dataRequestTexts);
  const format = useFormat();
  const { kind, status, answer, erased } = request;
  const about = askedAbout(request, texts.topics, { format, kind: all.phone.kind });
  const withdraw = async (): Promise<void> => {
    const sure = { content: texts.withdraw, confirmText: texts.withdraw, cancelText: all.back };
    if (!(await askSure(sure))) return;
    await myApi.withdrawRequest(request.id).then(
      () => Toast.show({ content: texts.withdrawn }),
      (error: unknown) => Toast.show(toRead(describeFault(error, all))),
    );
    await onDone();
  };
  return (
    <div className="mq-request">
      <p>
        <strong>
          {texts.kind[kind]} · {about}
        </strong>{' '}
        <span className={`mq-tag mq-tag-${status === 'open' ? 'open' : 'confirmed'}`}>
          {texts.status[status]}
        </span>
      </p>
      {kind !== 'copy' && <p>{request.text}</p>}
      <p className="mq-muted">{format.dateTime(request.submittedAt)}</p>
      {status === 'open' && (
        <>
          <p className={request.overdue ? 'mq-overdue' : 'mq-due'}>
            {request.overdue
              ? texts.overdue(format.day(request.dueAt))
              : texts.due(format.day(request.dueAt), request.workingDaysLeft ?? 0)}
          </p>
          <Button size="small" onClick={() => void withdraw()}>
            {texts.withdraw}
          </Button>
        </>
      )}
      {answer && (
        <p className="mq-note">
          {format.named(texts.answer(answer.by, format.dateTime(answer.at)), answer.reason)}
        </p>
      )}
      {erased && <p className="mq-note">{texts.erased(listErased(erased, texts, format))}</p>}
    </div>
  );
}
