import { Button } from 'antd-mobile';
import { useState } from 'react';
import { UNMASK_HOURS_MAX } from '../../../server/contract/case.ts';
import { api } from '../../api.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { sureTexts } from '../../texts/screens/console-sure.ts';
import { ActionPanel, isReason, Note, Reason } from '../parts/action-panel.tsx';
import type { ActionProps } from './actions.tsx';

const NOTE_MAX = 500;
/** How long a name may stay open, hours. */
const HOURS = [1, 4, 8, UNMASK_HOURS_MAX] as const;

export function ContactForm({ view, act }: ActionProps) {
  const texts = useConsoleTexts().console.contact;
  const [note, setNote] = useState('');
  const { title, button } = texts;
  const hint = view.personName === undefined ? texts.hintMasked : texts.hint;
  const submit = () => act(() => api.contact(view.id, bodyWith(view.version, note)));
  return (
    <ActionPanel {...{ title, hint, button }} ready onSubmit={submit}>
      <Note label={texts.note} value={note} max={NOTE_MAX} onChange={setNote} />
      <div>
        <Button size="mini" onClick={() => setNote(texts.template)}>
          {texts.fill}
        </Button>
      </div>
    </ActionPanel>
  );
}

export function TalkForm({ view, templates, act }: ActionProps) {
  const texts = useConsoleTexts().console.talk;
  const sure = useTable(sureTexts).talk;
  const [reason, setReason] = useState('');
  const { title, hint, button } = texts;
  const submit = () => act(() => api.talk(view.id, { version: view.version, reason: reason.trim() }));
  return (
    <ActionPanel {...{ title, hint, button, sure }} ready={isReason(reason)} onSubmit={submit}>
      <Reason
        label={texts.reason}
        fill={texts.fill}
        template={templates.talk}
        value={reason}
        onChange={setReason}
      />
    </ActionPanel>
  );
}

export function ExecuteForm({ view, act }: ActionProps) {
  const texts = useConsoleTexts().console.execute;
  const sure = useTable(sureTexts).execute;
  const [note, setNote] = useState('');
  const { title, button } = texts;
  const hint = view.appeal?.decision ? texts.hintAppealed : texts.hint;
  const submit = () => act(() => api.execute(view.id, bodyWith(view.version, note)));
  return (
    <ActionPanel {...{ title, hint, button, sure }} ready onSubmit={submit}>
      <Note label={texts.note} value={note} max={NOTE_MAX} onChange={setNote} />
    </ActionPanel>
  );
}

export function UnmaskForm({ view, act }: ActionProps) {
  const texts = useConsoleTexts().console.unmask;
  const [purpose, setPurpose] = useState('');
  const [hours, setHours] = useState<number>(UNMASK_HOURS_MAX);
  const { title, hint, button } = texts;
  const body = { version: view.version, purpose: purpose.trim(), hours };
  const submit = () => act(() => api.unmask(view.id, body));
  return (
    <ActionPanel {...{ title, hint, button }} ready={isReason(purpose)} onSubmit={submit}>
      <Reason
        label={texts.purpose}
        fill={texts.fill}
        template={texts.template}
        value={purpose}
        onChange={setPurpose}
      />
      <label className="mq-note-field">
        {texts.hours}
        <select className="mq-input" value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {HOURS.map((value) => (
            <option key={value} value={value}>
              {texts.forHours(value)}
            </option>
          ))}
        </select>
      </label>
    </ActionPanel>
  );
}

/** An empty note is left out, not sent as an empty word. */
function bodyWith(version: number, note: string): { version: number; note?: string } {
  return note.trim() ? { version, note: note.trim() } : { version };
}
