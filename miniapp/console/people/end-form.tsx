import { useState } from 'react';
import { useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, Note } from '../parts/action-panel.tsx';
import { useSave } from '../parts/use-save.ts';

const REASON_MIN = 10;
type Props = Readonly<{
  texts: Readonly<{ end: string; endHint: string; endReason: string }>;
  end: (reason: string) => Promise<unknown>;
  reload: () => Promise<void>;
}>;

/** HR ends something that was agreed to, with the reason its person reads. */
export function EndForm({ texts, end, reload }: Props) {
  const [reason, setReason] = useState('');
  const act = useSave(reload);
  const sure = useTable(sureTexts).end(texts.endHint);
  const submit = async (): Promise<void> => {
    await act(() => end(reason.trim()));
  };
  return (
    <ActionPanel
      title={texts.end}
      hint={texts.endHint}
      button={texts.end}
      ready={reason.trim().length >= REASON_MIN}
      sure={sure}
      onSubmit={submit}
    >
      <Note label={texts.endReason} value={reason} max={500} onChange={setReason} />
    </ActionPanel>
  );
}
