import { Button, TextArea } from 'antd-mobile';
import { useId, useState } from 'react';
import type { ItemReceipt } from '../../../server/contract/ingest.ts';
import { serverOffsetMs } from '../../api.ts';
import { useTable } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { useSession } from '../session.ts';
import { tell } from '../tell.ts';

const HOUR_MS = 3_600_000;
const REASON_MIN = 2;
type Texts = (typeof shiftDayTexts)['zh']['overtime'];

/** "是否加班?" after a punch outside working time: from when to when, and why. `atMs` is the punch's server time. */
export function OvertimeForm({ punchId, kind, atMs }: { punchId: string; kind: 'in' | 'out'; atMs: number }) {
  const texts = useTable(shiftDayTexts).overtime;
  const session = useSession();
  const id = useId();
  const around = kind === 'in' ? [atMs, atMs + HOUR_MS] : [atMs - HOUR_MS, atMs];
  const [from, setFrom] = useState(() => localText(around[0] ?? atMs));
  const [to, setTo] = useState(() => localText(around[1] ?? atMs));
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [startMs, endMs] = [Date.parse(from), Date.parse(to)];
  const isRight = endMs > startMs && endMs - startMs <= 12 * HOUR_MS;
  const send = async (): Promise<void> => {
    setBusy(true);
    const offset = serverOffsetMs() ?? 0;
    const times = { startAtMs: startMs - offset, endAtMs: endMs - offset };
    setSaid(
      wordsFor(await tell(session, { kind: 'overtime', punchId, ...times, reason: reason.trim() }), texts),
    );
    setBusy(false);
  };
  return (
    <section className="mq-card mq-overtime">
      <h2>{texts.ask}</h2>
      <p className="mq-muted">{texts.hint}</p>
      <TimeField label={texts.from} value={from} onChange={setFrom} />
      <TimeField label={texts.to} value={to} onChange={setTo} />
      {!isRight && <p role="alert">{texts.wrong}</p>}
      <p>
        <label htmlFor={id}>{texts.reason}</label>
      </p>
      <TextArea id={id} value={reason} onChange={setReason} rows={2} maxLength={200} />
      <Button
        block
        color="primary"
        disabled={busy || !isRight || reason.trim().length < REASON_MIN}
        onClick={() => void send()}
      >
        {texts.send}
      </Button>
      <p role="status">{said}</p>
    </section>
  );
}

type FieldProps = { label: string; value: string; onChange: (value: string) => void };

function TimeField({ label, value, onChange }: FieldProps) {
  return (
    <label className="mq-time-field">
      <span>{label}</span>
      <input type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

/** The value of a date and time field, in the phone's own zone, which the field reads it in. */
function localText(ms: number): string {
  const rounded = new Date(Math.round(ms / 60_000) * 60_000);
  return new Date(+rounded - rounded.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function wordsFor(receipt: ItemReceipt | undefined, texts: Texts): string {
  if (!receipt) return texts.queued;
  if (receipt.status !== 'rejected') return texts.sent;
  return texts.refused[receipt.code ?? ''] ?? texts.wrong;
}
