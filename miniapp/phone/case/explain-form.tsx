import { Button, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { QuickReason } from '../../../server/contract/case.ts';
import type { CaseView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { Choices } from '../../parts/choices.tsx';
import { DraftBack } from '../../parts/draft-back.tsx';
import { describeFault, isStale } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useDraft } from '../../parts/use-draft.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';

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
  const answer = useTable(answerTexts);
  const { quickReason, pick, text, setText, isBack, busy, submit } = useExplanation(props);
  const missing = !quickReason ? answer.needReason : text.trim() === '' ? answer.needWords : undefined;
  const isEmpty = missing !== undefined;
  return (
    <section id="explain" className="mq-card mq-explain" aria-label={texts.yourAnswer}>
      <h2>{texts.yourAnswer}</h2>
      <p className="mq-muted">{texts.silence}</p>
      {isBack && <DraftBack />}
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
      <p className="mq-muted">{answer.whenDone}</p>
      {missing !== undefined && (
        <p className="mq-muted" role="status">
          {missing}
        </p>
      )}
      <Button
        block
        color="primary"
        loading={busy}
        disabled={isEmpty}
        onClick={() => void submit({ done: true })}
      >
        {answer.saidAll}
      </Button>
      <Button block disabled={isEmpty || busy} onClick={() => void submit({ done: false })}>
        {answer.moreLater}
      </Button>
    </section>
  );
}

const nothing = () => ({ id: uuidv7(), quickReason: '', text: '' });

/** One tap picks a reason and writes the first words; a reply that was lost is sent again under the same id. */
function useExplanation({ view, onDone }: ExplainProps) {
  const texts = useTexts();
  const words = useTable(answerTexts);
  const [empty] = useState(nothing);
  const { fields, change, clear, isBack } = useDraft(`${view.id}:explain`, empty);
  const [busy, setBusy] = useState(false);
  const { id, text } = fields;
  const quickReason = quickReasons.find((one) => one === fields.quickReason);
  const { firstWords } = texts.phone.case;
  const pick = (reason: QuickReason): void => {
    const isUntouched = text === '' || Object.values(firstWords).includes(text);
    change({ quickReason: reason, ...(isUntouched && { text: firstWords[reason] }) });
  };
  const submit = async ({ done }: { done: boolean }): Promise<void> => {
    if (!quickReason) return;
    setBusy(true);
    const { stale, submitted } = texts.phone.case;
    const { moreOpen } = words;
    try {
      await api.explain(view.id, { id, version: view.version, quickReason, text: text.trim(), done });
      clear(nothing());
      Toast.show({ icon: 'success', content: done ? submitted : moreOpen });
    } catch (error) {
      Toast.show(toRead(isStale(error) ? stale : describeFault(error, texts)));
    }
    await onDone();
    setBusy(false);
  };
  const setText = (next: string): void => change({ text: next });
  return { quickReason, pick, text, setText, isBack, busy, submit };
}
