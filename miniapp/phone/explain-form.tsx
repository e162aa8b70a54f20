import { Button, TextArea, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { QuickReason } from '../../server/contract/case.ts';
import type { CaseView } from '../../server/contract/views.ts';
import { api } from '../api.ts';
import { Choices } from '../parts/choices.tsx';
import { describeFault, isStale } from '../parts/fault.ts';
import { useTexts } from '../texts/language.tsx';

const quickReasons = [
  'approved_errand',
  'traffic',
  'phone_problem',
  'declared_side_job',
  'wrong_place_data',
  'other',
] as const satisfies readonly QuickReason[];

type ExplainProps = { view: CaseView; onDone: () => Promise<void> };

export function ExplainForm(props: ExplainProps) {
  const { words, phone } = useTexts();
  const texts = phone.case;
  const { quickReason, pick, text, setText, busy, submit } = useExplanation(props);
  return (
    <section id="explain" className="mq-card mq-explain" aria-label={texts.yourAnswer}>
      <h2>{texts.yourAnswer}</h2>
      <p className="mq-muted">{texts.silence}</p>
      <Choices
        legend={texts.pickReason}
        columns={2}
        options={quickReasons.map((value) => ({ value, label: words.quickReason[value] }))}
        picked={quickReason ? [quickReason] : []}
        onPick={pick}
      />
      <h3>
        <label htmlFor="explain-text">{texts.text}</label>
      </h3>
      <TextArea
        id="explain-text"
        placeholder={texts.textHint}
        value={text}
        onChange={setText}
        rows={4}
        maxLength={2000}
        showCount
      />
      <Button
        block
        color="primary"
        loading={busy}
        disabled={!quickReason || text.trim() === ''}
        onClick={() => void submit()}
      >
        {texts.submit}
      </Button>
    </section>
  );
}

/** One tap picks a reason and writes the first words; a reply that was lost is sent again under the same id. */
function useExplanation({ view, onDone }: ExplainProps) {
  const texts = useTexts();
  const [quickReason, setQuickReason] = useState<QuickReason>();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useRef(uuidv7());
  const { firstWords } = texts.phone.case;
  const pick = (reason: QuickReason): void => {
    const isUntouched = text === '' || Object.values(firstWords).includes(text);
    if (isUntouched) setText(firstWords[reason]);
    setQuickReason(reason);
  };
  const submit = async (): Promise<void> => {
    if (!quickReason) return;
    setBusy(true);
    const { stale, submitted } = texts.phone.case;
    await api
      .explain(view.id, { id: id.current, version: view.version, quickReason, text: text.trim() })
      .then(
        () => Toast.show({ icon: 'success', content: submitted }),
        (error: unknown) => Toast.show({ content: isStale(error) ? stale : describeFault(error, texts) }),
      );
    await onDone();
    setBusy(false);
  };
  return { quickReason, pick, text, setText, busy, submit };
}
