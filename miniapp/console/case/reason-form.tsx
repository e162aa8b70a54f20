import { useState } from 'react';
import { api } from '../../api.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, isReason, Reason } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';

type ReasonFormProps = {
  texts: { title: string; hint?: string; button: string; reason: string; fill: string; template: string };
  sure?: string;
  submit: (reason: string) => Promise<void>;
};

/** An action that needs nothing but its reason. */
function ReasonForm({ texts, sure, submit }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const { title, hint, button } = texts;
  return (
    <ActionPanel
      {...{ title, button, ...(hint !== undefined && { hint }) }}
      ready={isReason(reason)}
      sure={sure}
      onSubmit={() => submit(reason.trim())}
    >
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

export function ExtendForm({ view, act }: ActionProps) {
  const texts = useConsoleTexts().consoleCase.extend;
  return (
    <ReasonForm
      texts={texts}
      submit={(reason) => act(() => api.extend(view.id, { version: view.version, reason }))}
    />
  );
}

export function ResumeForm({ view, act }: ActionProps) {
  const { consoleCase, words } = useConsoleTexts();
  const running = view.waits.find(({ endedAt }) => endedAt === undefined);
  const title = running
    ? `${consoleCase.resume.title} · ${words.wait[running.kind]}`
    : consoleCase.resume.title;
  return (
    <ReasonForm
      texts={{ ...consoleCase.resume, title }}
      submit={(reason) => act(() => api.resume(view.id, { version: view.version, reason }))}
    />
  );
}

export function CloseForm({ view, act }: ActionProps) {
  const texts = useConsoleTexts().consoleCase.close;
  const sure = useTable(sureTexts).close;
  return (
    <ReasonForm
      texts={texts}
      sure={sure}
      submit={(reason) => act(() => api.close(view.id, { version: view.version, reason }))}
    />
  );
}

/** A penalty whose ground has fallen: taken back by somebody who did not put it forward. */
export function RevokeForm({ view, act }: ActionProps) {
  const texts = useConsoleTexts().consoleCase.revoke;
  const sure = useTable(sureTexts).revoke;
  return (
    <ReasonForm
      texts={texts}
      sure={sure}
      submit={(reason) => act(() => api.revoke(view.id, { version: view.version, reason }))}
    />
  );
}
