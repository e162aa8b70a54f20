import { Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '../api.ts';
import { useTexts } from '../texts/language.tsx';
import { ActionCard, isReason, Reason } from './action-card.tsx';
import type { ActionProps } from './actions.tsx';

const NOTE_MAX = 500;

export function ContactForm({ view, act }: ActionProps) {
  const texts = useTexts().console.contact;
  const [note, setNote] = useState('');
  const body = { version: view.version, ...(note.trim() ? { note: note.trim() } : {}) };
  return (
    <ActionCard {...texts} ready onSubmit={() => act(() => api.contact(view.id, body))}>
      <Note label={texts.note} value={note} onChange={setNote} />
      <Button size="small" onClick={() => setNote(texts.template)}>
        {texts.fill}
      </Button>
    </ActionCard>
  );
}

export function TalkForm({ view, templates, act }: ActionProps) {
  const texts = useTexts().console.talk;
  const [reason, setReason] = useState('');
  const body = { version: view.version, reason: reason.trim() };
  return (
    <ActionCard {...texts} ready={isReason(reason)} onSubmit={() => act(() => api.talk(view.id, body))}>
      <Reason
        label={texts.reason}
        fill={texts.fill}
        template={templates.talk}
        value={reason}
        onChange={setReason}
      />
    </ActionCard>
  );
}

export function ExecuteForm({ view, act }: ActionProps) {
  const texts = useTexts().console.execute;
  const [note, setNote] = useState('');
  const body = { version: view.version, ...(note.trim() ? { note: note.trim() } : {}) };
  return (
    <ActionCard {...texts} ready onSubmit={() => act(() => api.execute(view.id, body))}>
      <Note label={texts.note} value={note} onChange={setNote} />
    </ActionCard>
  );
}

export function UnmaskForm({ view, act }: ActionProps) {
  const texts = useTexts().console.unmask;
  const [purpose, setPurpose] = useState('');
  const body = { version: view.version, purpose: purpose.trim() };
  return (
    <ActionCard {...texts} ready={isReason(purpose)} onSubmit={() => act(() => api.unmask(view.id, body))}>
      <Reason
        label={texts.purpose}
        fill={texts.fill}
        template={texts.template}
        value={purpose}
        onChange={setPurpose}
      />
    </ActionCard>
  );
}

function Note({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label>
      {label}
      <Input.TextArea
        value={value}
        maxLength={NOTE_MAX}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
