import { Button, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { CaseView } from '../../../server/contract/views.ts';
import { ApiError } from '../../api-call.ts';
import { myApi } from '../../my-api.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { DraftBack } from '../../parts/draft-back.tsx';
import { describeFault, isStale } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { useDraft } from '../../parts/use-draft.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';
import { LookAgainForm } from '../look-again-form.tsx';

const nothing = () => ({ id: uuidv7(), text: '' });
type Props = { view: CaseView; onDone: () => Promise<void> };

/** The appeal: somebody else decides, and nothing is carried out meanwhile. */
export function AppealForm({ view, onDone }: Props) {
  const texts = useTable(answerTexts);
  const format = useFormat();
  const { busy, send } = useSend(onDone, texts.appealDone);
  const { id, version, appealUntilAt } = view;
  return (
    <LookAgainForm
      name="appeal"
      draft={`${id}:appeal`}
      words={{
        title: texts.appeal,
        hint: texts.appealHint,
        text: texts.appealText,
        submit: texts.appealSubmit,
      }}
      until={appealUntilAt && texts.appealUntil(format.deadline(appealUntilAt))}
      max={2000}
      busy={busy}
      post={(body) => myApi.appeal(id, { ...body, version })}
      run={(work) => void send(work)}
    />
  );
}

/** What HR and the person wrote to each other, the reply, and the word that all is said. */
export function CaseTalk({ view, onDone }: Props) {
  const texts = useTable(answerTexts);
  const format = useFormat();
  const { busy, send } = useSend(onDone, texts.sent);
  const [empty] = useState(nothing);
  const { fields, change, clear, isBack } = useDraft(`${view.id}:reply`, empty);
  const { id, text } = fields;
  const [mayReply, mayFinish] = [view.actions.includes('reply'), view.actions.includes('finish_explaining')];
  const finish = async (): Promise<void> => {
    const { finishHint: content, finish: confirmText, notYet: cancelText } = texts;
    if (await askSure({ content, confirmText, cancelText }))
      await send(() => myApi.finishExplaining(view.id, view.version));
  };
  if (view.messages.length === 0 && !mayReply && !mayFinish) return null;
  const reply = async (): Promise<void> => {
    await myApi.writeMessage(view.id, { id, text: text.trim() }).catch((error: unknown) => {
      // It came through before, with other words: what stands here now is another message.
      if (error instanceof ApiError && error.code === 'message_id_taken') change({ id: uuidv7() });
      throw error;
    });
    clear(nothing());
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
          {isBack && <DraftBack />}
          <TextArea
            id="reply-text"
            rows={2}
            maxLength={2000}
            value={text}
            onChange={(next) => change({ text: next })}
          />
          <Button block loading={busy} disabled={text.trim() === ''} onClick={() => void send(reply)}>
            {texts.replySend}
          </Button>
        </>
      )}
      {mayFinish && (
        <>
          <p className="mq-muted">{texts.finishHint}</p>
          <Button block disabled={busy} onClick={() => void finish()}>
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
        Toast.show(toRead(isStale(error) ? all.phone.case.stale : describeFault(error, all))),
    );
    await onDone();
    setBusy(false);
  };
  return { busy, send };
}
