import { useState } from 'react';
import type { PolicyVersions } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, isReason, Note } from '../parts/action-panel.tsx';
import { useSave } from '../parts/use-save.ts';

type WithdrawProps = Readonly<{
  version: PolicyVersions['versions'][number];
  reload: () => Promise<void>;
}>;

/** Takes a published version back before its first day, with the reason everybody may read. */
export function WithdrawPanel({ version: { version, title }, reload }: WithdrawProps) {
  const { policy: texts } = useTable(consoleRuleTexts);
  const [reason, setReason] = useState('');
  const act = useSave(reload);
  const sure = useTable(sureTexts).withdraw;
  const submit = async (): Promise<void> => {
    await act(() => api.withdrawPolicy(version, { reason: reason.trim() }), texts.withdrawDone);
  };
  return (
    <ActionPanel
      title={texts.withdrawTitle(version)}
      hint={texts.withdrawHint(title)}
      button={texts.withdraw}
      ready={isReason(reason)}
      sure={sure}
      onSubmit={submit}
    >
      <Note label={texts.withdrawReason} value={reason} max={1000} onChange={setReason} />
    </ActionPanel>
  );
}
