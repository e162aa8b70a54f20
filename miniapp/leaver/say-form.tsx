import { Button, TextArea, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { describeFault } from '../parts/fault.ts';
import { useTable, useTexts } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';

type SayProps = {
  title: string;
  hint?: string;
  label: string;
  button: string;
  done: string;
  min: number;
  onSend: (id: string, text: string) => Promise<unknown>;
  onDone: () => Promise<void>;
};

/** A few words of the person, sent once: a reply that was lost is sent again under the same id. */
export function SayForm({ title, hint, label, button, done, min, onSend, onDone }: SayProps) {
  const all = useTexts();
  const texts = useTable(leaverTexts);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useRef(uuidv7());
  const missing = min - text.trim().length;
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSend(id.current, text.trim());
      id.current = uuidv7();
      setText('');
      Toast.show({ icon: 'success', content: done });
    } catch (error) {
      Toast.show({ content: describeFault(error, all) });
    }
    await onDone();
    setBusy(false);
  };
  return (
    <section className="mq-card mq-form" aria-label={title}>
      <h2>{title}</h2>
      {hint && <p className="mq-muted">{hint}</p>}
      <TextArea
        aria-label={label}
        placeholder={label}
        rows={4}
        maxLength={2000}
        value={text}
        onChange={setText}
      />
      {text !== '' && missing > 0 && <p className="mq-muted">{texts.more(missing)}</p>}
      <Button block color="primary" loading={busy} disabled={missing > 0} onClick={() => void submit()}>
        {button}
      </Button>
    </section>
  );
}
