/** One labelled line of words. */
export function Words({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="mq-note-field">
      {label}
      <input
        className="mq-input"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

type ChooseProps<T extends string> = {
  label: string;
  value: T;
  options: readonly T[];
  words: Readonly<Record<string, string>>;
  onChange: (value: T) => void;
};

/** One of a few, by its word. */
export function Choose<T extends string>({ label, value, options, words, onChange }: ChooseProps<T>) {
  const pick = (text: string): void => {
    const chosen = options.find((option) => option === text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <label className="mq-note-field">
      {label}
      <select className="mq-input" value={value} onChange={(event) => pick(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {words[option] ?? option}
          </option>
        ))}
      </select>
    </label>
  );
}
