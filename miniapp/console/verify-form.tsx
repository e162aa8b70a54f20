import { Radio } from 'antd';
import { useState } from 'react';
import type { VerificationResult } from '../../server/contract/case.ts';
import { api } from '../api.ts';
import { useTexts } from '../texts/language.tsx';
import { ActionCard, isReason, Reason } from './action-card.tsx';
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
    <ActionCard
      title={texts.verify.title}
      button={texts.verify.button}
      ready={result !== undefined && isReason(reason)}
      onSubmit={submit}
    >
      <Radio.Group
        aria-label={texts.verify.result}
        options={results.map((value) => ({ value, label: words.verification[value] }))}
        value={result}
        onChange={(event) => setResult(results.find((one) => one === event.target.value))}
      />
      <Reason
        label={texts.verify.reason}
        fill={texts.verify.fill}
        template={result ? templates.verify(result) : ''}
        value={reason}
        onChange={setReason}
      />
    </ActionCard>
  );
}
