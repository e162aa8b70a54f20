import { Button, TextArea } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { DeclarationView } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { DraftBack } from '../../parts/draft-back.tsx';
import { useFormat } from '../../parts/format.tsx';
import { useDraft } from '../../parts/use-draft.ts';
import { useTable } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';

const MIN_LETTERS = 5;
const nothing = () => ({ id: uuidv7(), text: '' });
type Props = {
  view: DeclarationView;
  act: (work: () => Promise<unknown>, said?: string) => Promise<void>;
  busy: boolean;
};

/** A refusal is contested, once: somebody else looks again. A reply that was lost is sent again under the same id. */
export function ReviewForm({ view, act, busy }: Props) {
  const texts = useTable(declarationTexts);
  const format = useFormat();
  const [empty] = useState(nothing);
  const { fields, change, clear, isBack } = useDraft(`${view.id}:review`, empty);
  const { id, text } = fields;
  const send = async (): Promise<void> => {
    await myApi.reviewDeclaration(view.id, { id, version: view.version, text: text.trim() });
    clear(nothing());
  };
  return (
    <section className="mq-card mq-form" aria-label={texts.review}>
      <h2>{texts.review}</h2>
      <p className="mq-muted">{texts.reviewHint}</p>
      {view.reviewUntilAt && (
        <p className="mq-due">{texts.reviewUntil(format.dateTime(view.reviewUntilAt))}</p>
      )}
      <h3>
        <label htmlFor="review-text">{texts.reviewText}</label>
      </h3>
      {isBack && <DraftBack />}
      <TextArea
        id="review-text"
        rows={3}
        maxLength={1000}
        showCount
        value={text}
        onChange={(next) => change({ text: next })}
      />
      <Button
        block
        color="primary"
        loading={busy}
        disabled={text.trim().length < MIN_LETTERS}
        onClick={() => void act(send, texts.reviewSent)}
      >
        {texts.reviewSend}
      </Button>
    </section>
  );
}
