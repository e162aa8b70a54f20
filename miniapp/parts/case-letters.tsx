import { Button, Selector, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import type { LetterView, SanctionView } from '../../server/contract/view-sanction.ts';
import { useTable, useTexts } from '../texts/language.tsx';
import { caseLettersTexts } from '../texts/screens/case-letters.ts';
import { DraftBack } from './draft-back.tsx';
import { describeFault, isStale } from './fault.ts';
import { toRead } from './to-read.ts';
import { useFormat } from './format.tsx';
import type { LettersApi } from './letters-api.ts';
import { useDraft } from './use-draft.ts';
import { useLoad } from './use-load.ts';

type Props = { caseId: string; api: LettersApi };

/** The person's letters with the button 我已收到, and the reply to a demand to stop; nothing while there are none. */
export function CaseLetters({ caseId, api }: Props) {
  const texts = useTable(caseLettersTexts);
  const { act, busy, loaded } = useAct({ caseId, api });
  const sanction = loaded.data;
  if (!sanction || sanction.letters.length === 0) return null;
  const [demand] = sanction.paths;
  return (
    <>
      <section className="mq-card" aria-label={texts.title}>
        <h2>{texts.title}</h2>
        <p className="mq-muted">{texts.hint}</p>
        {sanction.letters.map((letter) => (
          <Letter
            key={letter.id}
            letter={letter}
            url={api.fileUrl(caseId, letter.id)}
            busy={busy}
            onReceive={() => act(() => api.receive(caseId, letter.id), texts.receiptDone)}
          />
        ))}
      </section>
      {demand && (
        <DemandReply
          key={demand.version}
          form={`${caseId}:demand:${demand.version}`}
          demand={demand}
          busy={busy}
          onSend={(stopped, text) =>
            act(() => api.reply(caseId, { version: demand.version, stopped, text }), texts.replyDone)
          }
        />
      )}
    </>
  );
}

type LetterProps = { letter: LetterView; url: string; busy: boolean; onReceive: () => Promise<unknown> };

function Letter({ letter, url, busy, onReceive }: LetterProps) {
  const texts = useTable(caseLettersTexts);
  const format = useFormat();
  const { kind, no, issuedAt, deadlineAt, deliveries, mayReceive, isVoid } = letter;
  const receipt = deliveries.find(({ channel }) => channel === 'in_app_receipt');
  const name = `${texts.kind[kind]} ${no}`;
  return (
    <section className="mq-step" aria-label={name}>
      <h3>{texts.kind[kind]}</h3>
      <p className="mq-muted">
        {no} · {format.dateTime(issuedAt)}
      </p>
      {deadlineAt && <p className="mq-due">{texts.deadline(format.dateTime(deadlineAt))}</p>}
      {isVoid && <p>{texts.void}</p>}
      <p>
        <a href={url} target="_blank" rel="noreferrer" aria-label={`${texts.open} ${name}`}>
          {texts.open}
        </a>
      </p>
      {receipt && <p>{texts.received(format.dateTime(receipt.at))}</p>}
      {mayReceive && (
        <Button block fill="outline" color="primary" disabled={busy} onClick={() => void onReceive()}>
          {texts.receive}
        </Button>
      )}
    </section>
  );
}

type DemandProps = {
  demand: SanctionView['paths'][number];
  /** Names the form among what is begun on this phone. */
  form: string;
  busy: boolean;
  /** True once it has arrived. */
  onSend: (stopped: boolean, text: string) => Promise<boolean>;
};
const MIN_LETTERS = 2;
const UNSAID = { said: '', text: '' };

/** The person's own word on a demand: the other job has ended, or not and why. A later reply replaces the one before. */
function DemandReply({ demand, form, busy, onSend }: DemandProps) {
  const texts = useTable(caseLettersTexts);
  const format = useFormat();
  const { fields, change, clear, isBack } = useDraft(form, UNSAID);
  const { said, text } = fields;
  const { reply, demandDeadlineAt, next } = demand;
  const send = async (): Promise<void> => {
    if (await onSend(said === 'stopped', text.trim())) clear(UNSAID);
  };
  return (
    <section className="mq-card mq-form" aria-label={texts.demand}>
      <h2>{texts.demand}</h2>
      {demandDeadlineAt && <p className="mq-due">{texts.deadline(format.dateTime(demandDeadlineAt))}</p>}
      {reply && (
        <p>
          {texts.said(format.dateTime(reply.at))}{' '}
          {format.named(reply.stopped ? texts.stopped : texts.notStopped, reply.text)}
        </p>
      )}
      {next.includes('reply') && (
        <>
          <p className="mq-muted">{texts.demandHint}</p>
          <Selector
            columns={1}
            options={[
              { value: 'stopped', label: texts.stopped },
              { value: 'going_on', label: texts.notStopped },
            ]}
            value={said === '' ? [] : [said]}
            onChange={([picked]) => change({ said: picked ?? '' })}
          />
          {isBack && <DraftBack />}
          <label htmlFor="demand-text" className="mq-muted">
            {texts.replyText}
          </label>
          <TextArea
            id="demand-text"
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(words) => change({ text: words })}
          />
          <Button
            block
            color="primary"
            loading={busy}
            disabled={said === '' || text.trim().length < MIN_LETTERS}
            onClick={() => void send()}
          >
            {reply ? texts.replyAgain : texts.replySend}
          </Button>
        </>
      )}
    </section>
  );
}

function useAct({ caseId, api }: Props) {
  const all = useTexts();
  const loaded = useLoad(() => api.view(caseId), caseId);
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    setBusy(true);
    const isDone = await work().then(
      () => {
        Toast.show({ icon: 'success', content: done });
        return true;
      },
      (error: unknown) => {
        Toast.show(toRead(isStale(error) ? all.phone.case.stale : describeFault(error, all)));
        return false;
      },
    );
    await loaded.reload();
    setBusy(false);
    return isDone;
  };
  return { act, busy, loaded };
}
