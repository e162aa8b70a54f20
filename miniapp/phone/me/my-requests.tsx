import { Button, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { DataRequestView } from '../../../server/contract/data-request.ts';
import { ApiError } from '../../api-call.ts';
import { myApi } from '../../my-api.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { Choices } from '../../parts/choices.tsx';
import { DraftBack } from '../../parts/draft-back.tsx';
import { listErased } from '../../parts/erased.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { DraftContext, useDraft } from '../../parts/use-draft.ts';
import { usePages } from '../../parts/use-pages.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { myDataTexts } from '../../texts/screens/my-data.ts';
import { draftsOf } from '../drafts.ts';
import { Content, Page } from '../page.tsx';
import type { ScreenProps } from '../page.tsx';
import { useSession } from '../session.ts';
import '../records.css';

const kinds = ['correct', 'delete', 'explain'] as const;
const topics = ['punch', 'track', 'visit', 'photo', 'alert', 'place', 'profile', 'all'] as const;
const MIN_LETTERS = 5;
/** A request whose reply was lost is sent again under the same id, also by a later page. */
const emptyFor = (day: string) => ({ id: uuidv7(), kind: 'correct', topic: 'punch', day, text: '' });

/** The person's rights over the own data: a copy at once, corrections and deletions with a deadline (R14). */
export function MyRequests({ param: day }: ScreenProps) {
  const texts = useTable(myDataTexts).requests;
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
        <AskForm day={day} onDone={loaded.reload} />
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

function AskForm({ day: firstDay, onDone }: { day: string; onDone: () => Promise<void> }) {
  const texts = useTable(myDataTexts).requests;
  const form = useRequest(firstDay, onDone);
  return (
    <section className="mq-card mq-form" aria-label={texts.ask}>
      <h2>{texts.ask}</h2>
      {form.isBack && <DraftBack />}
      <Choices
        legend={texts.kindLabel}
        columns={3}
        options={kinds.map((value) => ({ value, label: texts.kind[value] }))}
        picked={[form.kind]}
        onPick={(kind) => form.change({ kind })}
      />
      <Choices
        legend={texts.topicLabel}
        columns={4}
        options={topics.map((value) => ({ value, label: texts.topics[value] }))}
        picked={[form.topic]}
        onPick={(topic) => form.change({ topic })}
      />
      <label>
        <strong className="mq-field-name">{texts.dayLabel}</strong>
        <input type="date" value={form.day} onChange={(event) => form.change({ day: event.target.value })} />
      </label>
      <strong className="mq-field-name">
        <label htmlFor="request-text">{texts.text}</label>
      </strong>
      <TextArea
        id="request-text"
        placeholder={texts.textHint}
        rows={3}
        maxLength={1000}
        value={form.text}
        onChange={(text) => form.change({ text })}
      />
      <Button
        block
        color="primary"
        loading={form.busy}
        disabled={form.text.trim().length < MIN_LETTERS}
        onClick={() => void form.submit()}
      >
        {texts.submit}
      </Button>
      <p className="mq-muted">{texts.limits}</p>
    </section>
  );
}

function useRequest(firstDay: string, onDone: () => Promise<void>) {
  const all = useTexts();
  const texts = useTable(myDataTexts).requests;
  const [empty] = useState(() => emptyFor(firstDay));
  const { fields, change, clear, isBack } = useDraft(`data-request:${firstDay}`, empty);
  const { id, day, text } = fields;
  const kind = kinds.find((one) => one === fields.kind) ?? 'correct';
  const topic = topics.find((one) => one === fields.topic) ?? 'punch';
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const body = { id, kind, topic, text: text.trim(), ...(day ? { day } : {}) };
    try {
      await myApi.request(body);
      clear(emptyFor(firstDay));
      Toast.show({ icon: 'success', content: texts.submitted, duration: 4000 });
    } catch (error) {
      // It came through before, with other words: what stands here now is another request.
      if (error instanceof ApiError && error.code === 'request_conflict') change({ id: uuidv7() });
      Toast.show(toRead(describeFault(error, all)));
    }
    await onDone();
    setBusy(false);
  };
  return { kind, topic, day, text, change, isBack, busy, submit };
}

function RequestRow({ request, onDone }: { request: DataRequestView; onDone: () => Promise<void> }) {
  const all = useTexts();
  const texts = useTable(myDataTexts).requests;
  const format = useFormat();
  const { kind, topic, day, status, answer, erased } = request;
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
          {texts.kind[kind]} · {texts.topics[topic]}
          {day && ` · ${format.calendarDay(day)}`}
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
