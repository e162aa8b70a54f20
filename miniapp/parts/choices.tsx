import { useId } from 'react';

type Props<T extends string | number> = Readonly<{
  legend: string;
  columns: 1 | 2 | 3 | 4 | 7;
  options: readonly Readonly<{ value: T; label: string }>[];
  picked: readonly T[];
  onPick: (value: T) => void;
  /** Several may be picked; a second tap takes one back, which the owner does. */
  multiple?: boolean;
}>;

/** Buttons of which one, or several, are chosen: native radios and boxes beneath, so that keys and screen readers know them. */
export function Choices<T extends string | number>({ legend, columns, options, ...props }: Props<T>) {
  const name = useId();
  const { picked, onPick, multiple = false } = props;
  return (
    <fieldset className={`mq-choices mq-choices-${columns}`}>
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type={multiple ? 'checkbox' : 'radio'}
            name={name}
            checked={picked.includes(value)}
            onChange={() => onPick(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
