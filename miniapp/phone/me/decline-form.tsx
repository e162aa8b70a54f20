import { Button, TextArea } from 'antd-mobile';
import { useId, useState } from 'react';
import { useTexts } from '../../texts/language.tsx';

/** Letters a no needs; the server asks for as many. */
const WHY_MIN = 5;

/** Why not: a no always takes a reason. */
export function DeclineForm({ busy, onSend }: { busy: boolean; onSend: (note: string) => void }) {
  const { confirm: texts } = useTexts().phone;
  const id = useId();
  const [note, setNote] = useState('');
  const why = note.trim();
  return (
    <>
      <p>
        <label htmlFor={id}>{texts.why}</label>
      </p>
      <TextArea id={id} value={note} onChange={setNote} rows={2} maxLength={200} />
      <Button block disabled={busy || why.length < WHY_MIN} onClick={() => onSend(why)}>
        {texts.send}
      </Button>
    </>
  );
}
