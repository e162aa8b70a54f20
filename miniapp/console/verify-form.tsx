import { useState } from 'react';
import type { VerificationResult } from '../../server/contract/case.ts';
import { api } from '../api.ts';
import { useTexts } from '../texts/language.tsx';
import { ActionPanel, Choice, isReason, Reason } from './action-panel.tsx';
import type { ActionProps } from './actions.tsx';

const results = [
  'substantiated',
  'unsubstantiated',
  'permitted',
] as const satisfies readonly VerificationResult[];

export function VerifyForm({ view, templates, act }: ActionProps) {
  const { console: texts, words } = useTexts();
  const [result, setResult] = useState<VerificationResult>();
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (result)
      await act(() => api.verify(view.id, { version: view.version, result, reason: reason.trim() }));
  };
  return (
    <ActionPanel
      title={texts.verify.title}
      button={texts.verify.button}
      ready={result !== undefined && isReason(reason)}
      onSubmit={submit}
    >
      <Choice
        label={texts.verify.result}
        options={results.map((value) => ({ value, label: words.verification[value] }))}
        value={result}
        onChange={setResult}
      />
      <Reason
        label={texts.verify.reason}
        fill={texts.verify.fill}
        template={result ? templates.verify(result) : ''}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}
