import { Button, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '../../api-call.ts';
import { myApi } from '../../my-api.ts';
import { askedAbout } from '../../parts/asked-record.ts';
import { Choices } from '../../parts/choices.tsx';
import { DraftBack } from '../../parts/draft-back.tsx';
import { describeFault } from '../../parts/fault.ts';
import { useFormat } from '../../parts/format.tsx';
import { toRead } from '../../parts/to-read.ts';
import { useDraft } from '../../parts/use-draft.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { dataRequestTexts } from '../../texts/screens/data-requests.ts';
import { useRecordOf } from './use-record-of.ts';

const kinds = ['correct', 'delete', 'explain'] as const;
const topics = ['punch', 'track', 'visit', 'photo', 'alert', 'place', 'profile', 'all'] as const;
const MIN_LETTERS = 5;
/** A request whose reply was lost is sent again under the same id, also by a later page. */
const emptyFor = ({ day, topic = 'punch' }: About) => ({
  id: uuidv7(),
  kind: 'correct',
  topic,
  day,
  text: '',
});

type About = Readonly<{ day: string; topic?: string | undefined; recordId?: string | undefined }>;

/** `about` is nothing, a day, or one record of it, as `DAY/punch/ID`. */
export function AskForm({ about, onDone }: { about: string; onDone: () => Promise<void> }) {
  const texts = useTable(dataRequestTexts);
  const [day = '', topic, recordId] = about.split('/');
  const form = useRequest({ about, day, topic, recordId }, onDone);
  return (
    <section className="mq-card mq-form" aria-label={texts.ask}>
      <h2>{texts.ask}</h2>
      {form.isBack && <DraftBack />}
      {recordId !== undefined && <OneRecord day={day} topic={form.topic} recordId={recordId} />}
      <Choices
        legend={texts.kindLabel}
        columns={3}
        options={kinds.map((value) => ({ value, label: texts.kind[value] }))}
        picked={[form.kind]}
        onPick={(kind) => form.change({ kind })}
      />
      {recordId === undefined && <Scope form={form} />}
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

type Topic = (typeof topics)[number];

/** Which record it is, as the day shows it; without a network the request still knows it. */
function OneRecord({ day, topic, recordId }: { day: string; topic: Topic; recordId: string }) {
  const texts = useTable(dataRequestTexts);
  const { kind } = useTexts().phone;
  const format = useFormat();
  const record = useRecordOf(day, topic, recordId);
  return (
    <>
      <p className="mq-note">{askedAbout({ topic, day, record }, texts.topics, { format, kind })}</p>
      <p>
        <a href={`#/my/requests/${day}`}>{texts.wholeDay}</a>
      </p>
    </>
  );
}

function Scope({ form }: { form: ReturnType<typeof useRequest> }) {
  const texts = useTable(dataRequestTexts);
  return (
    <>
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
    </>
  );
}

function useRequest(asked: About & Readonly<{ about: string }>, onDone: () => Promise<void>) {
  const all = useTexts();
  const texts = useTable(dataRequestTexts);
  const [empty] = useState(() => emptyFor(asked));
  const { fields, change, clear, isBack } = useDraft(`data-request:${asked.about}`, empty);
  const { id, day, text } = fields;
  const kind = kinds.find((one) => one === fields.kind) ?? 'correct';
  const topic = topics.find((one) => one === fields.topic) ?? 'punch';
  const { recordId } = asked;
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const scope = recordId === undefined ? day && { day } : { recordId };
    const body = { id, kind, topic, text: text.trim(), ...scope };
    try {
      await myApi.request(body);
      clear(emptyFor(asked));
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
