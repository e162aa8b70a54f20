import { Button, TextArea } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { DraftBack } from '../parts/draft-back.tsx';
import { useDraft } from '../parts/use-draft.ts';

const MIN_LETTERS = 5;
const nothing = () => ({ id: uuidv7(), text: '' });
type Props = {
  /** Id of the form; its field is `NAME-text`. */
  name: string;
  /** What the words are kept under until they are sent. */
  draft: string;
  words: { title: string; hint: string; text: string; submit: string };
  until: string | undefined;
  max: number;
  busy: boolean;
  post: (body: { id: string; text: string }) => Promise<unknown>;
  run: (work: () => Promise<void>) => void;
};

/** Somebody else is asked to look again. A reply that was lost is sent again under the same id. */
export function LookAgainForm({ name, draft, words, until, max, busy, post, run }: Props) {
  const [empty] = useState(nothing);
  const { fields, change, clear, isBack } = useDraft(draft, empty);
  const { id, text } = fields;
  const send = async (): Promise<void> => {
    await post({ id, text: text.trim() });
    clear(nothing());
  };
  return (
    <section id={name} className="mq-card mq-form" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="mq-muted">{words.hint}</p>
      {until !== undefined && <p className="mq-due">{until}</p>}
      <strong className="mq-field-name">
        <label htmlFor={`${name}-text`}>{words.text}</label>
      </strong>
      {isBack && <DraftBack />}
      <TextArea
        id={`${name}-text`}
        rows={3}
        maxLength={max}
        showCount
        value={text}
        onChange={(next) => change({ text: next })}
      />
      <Button
        block
        color="primary"
        loading={busy}
        disabled={text.trim().length < MIN_LETTERS}
        onClick={() => run(send)}
      >
        {words.submit}
      </Button>
    </section>
  );
}
