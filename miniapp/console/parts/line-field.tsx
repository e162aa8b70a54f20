type LineFieldProps = {
  label: string;
  value: string | number;
  type?: 'text' | 'date' | 'number';
  max?: number;
  onChange: (value: string) => void;
  onLeave?: () => void;
};

/** One labelled line of input. */
export function LineField({ label, value, type = 'text', max, onChange, onLeave }: LineFieldProps) {
  return (
    <label className="mq-note-field">
      {label}
      <input
        className="mq-input"
        type={type}
        value={value}
        maxLength={max}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
    </label>
  );
}
