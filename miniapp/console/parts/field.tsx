type FieldProps = {
  label: string;
  value: string;
  max?: number;
  type?: 'text' | 'number' | 'date' | 'month' | 'time';
  /** First value of a date. */
  min?: string | undefined;
  onChange: (value: string) => void;
};

/** One labelled line of a form. */
export function Field({ label, value, max = 200, type = 'text', min, onChange }: FieldProps) {
  return (
    <label className="mq-note-field">
      {label}
      <input
        className="mq-input"
        type={type}
        min={min}
        maxLength={max}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
