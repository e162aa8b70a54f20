import { Button, TextArea, Toast } from 'antd-mobile';
import { useState } from 'react';
import { ApiError } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { toRead } from '../parts/to-read.ts';
import { useKeptId } from '../parts/kept-id.ts';
import { useTable, useTexts } from '../texts/language.tsx';
import { leaverTexts } from '../texts/screens/leaver.ts';

type SayProps = {
  /** What is said here, for the id it is sent under. */
  what: 'answer' | 'appeal' | 'reply' | 'objection';
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
export function SayForm({ what, title, hint, label, button, done, min, onSend, onDone }: SayProps) {
  const all = useTexts();
  const texts = useTable(leaverTexts);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const { id, renew } = useKeptId(`leaver-${what}`);
  const missing = min - text.trim().length;
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSend(id, text.trim());
      renew();
      setText('');
      Toast.show({ icon: 'success', content: done });
    } catch (error) {
      // It came through before, with other words: what stands here now is another message.
      if (error instanceof ApiError && error.code === 'message_id_taken') renew();
      Toast.show(toRead(describeFault(error, all)));
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
