import { useState } from 'react';
import type { VerificationResult } from '../../server/contract/case.ts';
import type { CaseView } from '../../server/contract/views.ts';
import { api } from '../api.ts';
import { explainingOverAt } from '../parts/explaining-over.ts';
import { useTexts } from '../texts/language.tsx';
import { ActionPanel, Choice, isReason, Reason } from './action-panel.tsx';
import type { ActionProps } from './actions.tsx';

const results = [
  'substantiated',
  'unsubstantiated',
  'permitted',
] as const satisfies readonly VerificationResult[];

export function VerifyForm({ view, templates, act }: ActionProps) {
  const { console: texts, words, fault } = useTexts();
  const [result, setResult] = useState<VerificationResult>();
  const [reason, setReason] = useState('');
  const isEarly = result === 'substantiated' && !isHeard(view);
  const submit = async (): Promise<void> => {
    if (result)
      await act(() => api.verify(view.id, { version: view.version, result, reason: reason.trim() }));
  };
  return (
    <ActionPanel
      title={texts.verify.title}
      button={texts.verify.button}
      ready={result !== undefined && !isEarly && isReason(reason)}
      onSubmit={submit}
    >
      <Choice
        label={texts.verify.result}
        options={results.map((value) => ({ value, label: words.verification[value] }))}
        value={result}
        onChange={setResult}
      />
      {isEarly && (
        <p className="mq-due" role="status">
          {fault['explanation_running']}
        </p>
      )}
      <Reason
        label={texts.verify.reason}
        fill={texts.verify.fill}
        template={result && !isEarly ? templates.verify(result) : ''}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}

/** The person has said everything, or had the whole period to do so; the server decides, the form only agrees with it. */
const isHeard = (view: CaseView): boolean => explainingOverAt(view) !== undefined;
