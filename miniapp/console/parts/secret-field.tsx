type Props = { label: string; value: string; onChange: (value: string) => void };

/** A labelled line for a secret: not shown, not remembered by the browser. */
export function SecretField({ label, value, onChange }: Props) {
  return (
    <label className="mq-note-field">
      {label}
      <input
        className="mq-input"
        type="password"
        autoComplete="new-password"
        value={value}
        maxLength={2_000}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
