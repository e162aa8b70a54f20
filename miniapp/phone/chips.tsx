type ChipsProps<T> = {
  legend: string;
  options: readonly { value: T; label: string }[];
  value: T | undefined;
  onPick: (value: T) => void;
};

/** One of a few, as chips to press. */
export function Chips<T extends string | boolean>({ legend, options, value, onPick }: ChipsProps<T>) {
  return (
    <fieldset className="mq-chips">
      <legend>{legend}</legend>
      {options.map((option) => (
        <button
          key={String(option.value)}
          type="button"
          className="mq-chip"
          aria-pressed={option.value === value}
          onClick={() => onPick(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
