type Props<T extends string> = {
  label: string;
  value: T;
  options: readonly T[];
  names: Readonly<Record<string, string>>;
  onChange: (value: T) => void;
};

/** One labelled choice. */
export function SelectField<T extends string>({ label, value, options, names, onChange }: Props<T>) {
  return (
    <label className="mq-note-field">
      {label}
      <select
        className="mq-input"
        value={value}
        onChange={(event) => {
          const picked = options.find((one) => one === event.target.value);
          if (picked !== undefined) onChange(picked);
        }}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {names[one] ?? one}
          </option>
        ))}
      </select>
    </label>
  );
}
