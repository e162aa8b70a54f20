type Props<Value extends string> = Readonly<{
  label: string;
  values: readonly Value[];
  words: Readonly<Record<Value, string>>;
  chosen: Value;
  onChoose: (value: Value) => void;
}>;

/** Which rows of a list show: one of several at a time. */
export function Filters<Value extends string>({ label, values, words, chosen, onChoose }: Props<Value>) {
  return (
    <div className="mq-filters" role="group" aria-label={label}>
      {values.map((value) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {words[value]}
        </button>
      ))}
    </div>
  );
}
