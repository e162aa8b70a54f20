import { useState } from 'react';
import type { VerificationResult } from '../../../server/contract/case.ts';
import type { CaseView } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { explainingOverAt } from '../../parts/explaining-over.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, Choice, isReason, Reason, useReasonLack } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';

const results = [
  'substantiated',
  'unsubstantiated',
  'permitted',
] as const satisfies readonly VerificationResult[];

export function VerifyForm({ view, templates, act }: ActionProps) {
  const { console: texts, words, fault } = useConsoleTexts();
  const sure = useTable(sureTexts).verify;
  const [result, setResult] = useState<VerificationResult>();
  const [reason, setReason] = useState('');
  const mayFind = (value: VerificationResult): boolean => value !== 'substantiated' || isHeard(view);
  const draftOf = (value: VerificationResult): string => (mayFind(value) ? templates.verify(value) : '');
  const isEarly = result !== undefined && !mayFind(result);
  const choose = (value: VerificationResult): void => {
    setResult(value);
    const isUntouched = reason === '' || results.some((one) => reason === draftOf(one));
    if (isUntouched) setReason(draftOf(value));
  };
  const lackOf = useReasonLack();
  const lack = result === undefined ? texts.verify.choose : isEarly ? undefined : lackOf(reason);
  const submit = async (): Promise<void> => {
    if (result)
      await act(() => api.verify(view.id, { version: view.version, result, reason: reason.trim() }));
  };
  return (
    <ActionPanel
      title={texts.verify.title}
      button={texts.verify.button}
      ready={result !== undefined && !isEarly && isReason(reason)}
      why={lack}
      sure={result && sure[result]}
      onSubmit={submit}
    >
      <Choice
        label={texts.verify.result}
        options={results.map((value) => ({ value, label: words.verification[value] }))}
        value={result}
        onChange={choose}
      />
      {isEarly && (
        <p className="mq-due" role="status">
          {fault['explanation_running']}
        </p>
      )}
      <Reason
        label={texts.verify.reason}
        fill={texts.verify.fill}
        template={result ? draftOf(result) : ''}
        value={reason}
        isExplained={lack !== undefined}
        onChange={setReason}
      />
    </ActionPanel>
  );
}

/** The person has said everything, or had the whole period to do so; the server decides, the form only agrees with it. */
const isHeard = (view: CaseView): boolean => explainingOverAt(view) !== undefined;
