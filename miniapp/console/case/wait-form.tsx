import { useState } from 'react';
import type { WaitKind } from '../../../server/contract/case.ts';
import { api } from '../../api.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { ActionPanel, Choice, isReason, Reason } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';
import { needsDay, waitKinds } from './wait-kinds.ts';

/** HR waits for something outside; the procedure's clock stands still meanwhile. */
export function WaitForm({ view, act }: ActionProps) {
  const { consoleCase, words } = useConsoleTexts();
  const texts = consoleCase.wait;
  const [kind, setKind] = useState<WaitKind>();
  const [dueDay, setDueDay] = useState('');
  const [reason, setReason] = useState('');
  const { title, hint, button } = texts;
  const isReady = kind !== undefined && (dueDay !== '' || !needsDay(kind)) && isReason(reason);
  const submit = async (): Promise<void> => {
    if (!kind) return;
    const due = dueDay === '' ? {} : { dueDay };
    await act(() => api.wait(view.id, { version: view.version, kind, reason: reason.trim(), ...due }));
  };
  return (
    <ActionPanel {...{ title, hint, button }} ready={isReady} onSubmit={submit}>
      <Choice
        label={texts.kind}
        options={waitKinds(view.state).map((value) => ({ value, label: words.wait[value] }))}
        value={kind}
        onChange={setKind}
      />
      <label className="mq-note-field">
        {texts.dueDay} {kind && !needsDay(kind) && <span className="mq-muted">{texts.standard}</span>}
        <input
          className="mq-input"
          type="date"
          value={dueDay}
          onChange={(event) => setDueDay(event.target.value)}
        />
      </label>
      <Reason
        label={texts.reason}
        fill={texts.fill}
        template={texts.template}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}
