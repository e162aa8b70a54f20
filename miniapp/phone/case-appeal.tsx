import { Button, TextArea, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { CaseView } from '../../server/contract/views.ts';
import { myApi } from '../my-api.ts';
import { describeFault, isStale } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { answerTexts } from '../texts/screens/answer.ts';

const MIN_LETTERS = 5;
type Props = { view: CaseView; onDone: () => Promise<void> };

/** The appeal: somebody else decides, and nothing is carried out meanwhile. A reply that was lost is sent again under the same id. */
export function AppealForm({ view, onDone }: Props) {
  const texts = useTable(answerTexts);
  const format = useFormat();
  const { busy, send } = useSend(onDone, texts.appealDone);
  const [text, setText] = useState('');
  const id = useRef(uuidv7());
  const body = { id: id.current, version: view.version, text: text.trim() };
  return (
    <section className="mq-card mq-form" aria-label={texts.appeal}>
      <h2>{texts.appeal}</h2>
      <p className="mq-muted">{texts.appealHint}</p>
      {view.appealUntilAt && (
        <p className="mq-due">{texts.appealUntil(format.dateTime(view.appealUntilAt))}</p>
      )}
      <h3>
        <label htmlFor="appeal-text">{texts.appealText}</label>
      </h3>
      <TextArea id="appeal-text" rows={3} maxLength={2000} showCount value={text} onChange={setText} />
      <Button
        block
        color="primary"
        loading={busy}
        disabled={text.trim().length < MIN_LETTERS}
        onClick={() => void send(() => myApi.appeal(view.id, body))}
      >
        {texts.appealSubmit}
      </Button>
    </section>
  );
}

/** What HR and the person wrote to each other, the reply, and the word that all is said. */
export function CaseTalk({ view, onDone }: Props) {
  const texts = useTable(answerTexts);
  const format = useFormat();
  const { busy, send } = useSend(onDone, texts.sent);
  const [text, setText] = useState('');
  const id = useRef(uuidv7());
  const [mayReply, mayFinish] = [view.actions.includes('reply'), view.actions.includes('finish_explaining')];
  if (view.messages.length === 0 && !mayReply && !mayFinish) return null;
  const reply = async (): Promise<void> => {
    await send(() => myApi.writeMessage(view.id, { id: id.current, text: text.trim() }));
    id.current = uuidv7();
    setText('');
  };
  return (
    <section className="mq-card mq-form" aria-label={texts.talk}>
      <h2>{texts.talk}</h2>
      {view.messages.map((message) => (
        <p key={message.id} className={message.own ? 'mq-said mq-said-own' : 'mq-said'}>
          <span className="mq-muted">
            {message.by} · {format.dateTime(message.at)}
          </span>
          <br />
          {message.text}
        </p>
      ))}
      {mayReply && (
        <>
          <label htmlFor="reply-text" className="mq-muted">
            {texts.reply}
          </label>
          <TextArea id="reply-text" rows={2} maxLength={2000} value={text} onChange={setText} />
          <Button block loading={busy} disabled={text.trim() === ''} onClick={() => void reply()}>
            {texts.replySend}
          </Button>
        </>
      )}
      {mayFinish && (
        <>
          <p className="mq-muted">{texts.finishHint}</p>
          <Button
            block
            disabled={busy}
            onClick={() => void send(() => myApi.finishExplaining(view.id, view.version))}
          >
            {texts.finish}
          </Button>
        </>
      )}
    </section>
  );
}

function useSend(onDone: () => Promise<void>, said: string) {
  const all = useTexts();
  const [busy, setBusy] = useState(false);
  const send = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await work().then(
      () => Toast.show({ icon: 'success', content: said }),
      (error: unknown) =>
        Toast.show({ content: isStale(error) ? all.phone.case.stale : describeFault(error, all) }),
    );
    await onDone();
    setBusy(false);
  };
  return { busy, send };
}
