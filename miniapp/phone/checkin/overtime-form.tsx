import { Button, TextArea } from 'antd-mobile';
import { useId, useState } from 'react';
import { serverOffsetMs } from '../../api.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { useSession } from '../session.ts';
import { tell, type Told } from '../tell.ts';

const HOUR_MS = 3_600_000;
const REASON_MIN = 2;
type Texts = (typeof shiftDayTexts)['zh']['overtime'];

/** "是否加班?" after a punch outside working time: from when to when, and why. `atMs` is the punch's server time. */
export function OvertimeForm({ punchId, kind, atMs }: { punchId: string; kind: 'in' | 'out'; atMs: number }) {
  const texts = useTable(shiftDayTexts).overtime;
  const { refusal } = useTexts().phone;
  const session = useSession();
  const [id, faultId] = [useId(), useId()];
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
    const asked = { kind: 'overtime', punchId, ...times, reason: reason.trim() } as const;
    setSaid(wordsFor(await tell(session, asked), texts, refusal));
    setBusy(false);
  };
  return (
    <section className="mq-card mq-overtime">
      <h2>{texts.ask}</h2>
      <p className="mq-muted">{texts.hint}</p>
      <TimeField label={texts.from} value={from} onChange={setFrom} fault={isRight ? undefined : faultId} />
      <TimeField label={texts.to} value={to} onChange={setTo} fault={isRight ? undefined : faultId} />
      {!isRight && (
        <p id={faultId} role="alert">
          {texts.wrong}
        </p>
      )}
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

/** `fault`: id of the words about what is wrong with it. */
type FieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  fault: string | undefined;
};

function TimeField({ label, value, onChange, fault }: FieldProps) {
  return (
    <label className="mq-time-field">
      <span>{label}</span>
      <input
        type="datetime-local"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** The value of a date and time field, in the phone's own zone, which the field reads it in. */
function localText(ms: number): string {
  const rounded = new Date(Math.round(ms / 60_000) * 60_000);
  return new Date(+rounded - rounded.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function wordsFor(receipt: Told, texts: Texts, refusal: Readonly<Record<string, string>>): string {
  if (!receipt) return texts.queued;
  const { status, code = '' } = receipt;
  if (status !== 'rejected') return texts.sent;
  return texts.refused[code] ?? refusal[`signal_${code}`] ?? texts.wrong;
}
