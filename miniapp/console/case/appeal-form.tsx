import { useState } from 'react';
import type { AppealResult } from '../../../server/contract/case.ts';
import { api } from '../../api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, Choice, isReason, Reason } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';

const results = ['upheld', 'changed', 'overturned'] as const satisfies readonly AppealResult[];

/** Somebody new decides the appeal; a milder outcome than a warning is a talk. */
export function AppealForm({ view, act }: ActionProps) {
  const { consoleCase, words } = useTexts();
  const texts = consoleCase.appeal;
  const sure = useTable(sureTexts).appeal;
  const [result, setResult] = useState<AppealResult>();
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (!result) return;
    const changed = result === 'changed' ? { changedTo: 'talk' as const } : {};
    await act(() =>
      api.decideAppeal(view.id, { version: view.version, result, reason: reason.trim(), ...changed }),
    );
  };
  const labelOf = (value: AppealResult): string =>
    value === 'changed' ? `${texts.changedTo}${words.penalty['talk'] ?? ''}` : words.appealResult[value];
  return (
    <ActionPanel
      title={texts.decideTitle}
      hint={texts.hint}
      button={texts.button}
      ready={result !== undefined && isReason(reason)}
      sure={result && sure[result]}
      onSubmit={submit}
    >
      <Choice
        label={texts.result}
        options={results.map((value) => ({ value, label: labelOf(value) }))}
        value={result}
        onChange={setResult}
      />
      <Reason
        label={texts.reason}
        fill={texts.fill}
        template={result ? texts.template(labelOf(result)) : ''}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}
