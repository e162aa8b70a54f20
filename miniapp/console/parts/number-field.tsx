import { useState } from 'react';
import { LineField } from './line-field.tsx';
import { typedNumber } from './typed-number.ts';

type NumberFieldProps = Readonly<{
  label: string;
  value: number;
  min?: number;
  onChange: (value: number) => void;
}>;

/** A number that can be retyped from nothing: what is none is told to nobody, and gives way to the last one when the field is left. */
export function NumberField({ label, value, min = 1, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>();
  const change = (text: string): void => {
    setTyped(text);
    const number = typedNumber(text, min);
    if (number !== undefined) onChange(number);
  };
  return (
    <LineField
      type="number"
      label={label}
      value={typed ?? value}
      onChange={change}
      onLeave={() => setTyped(undefined)}
    />
  );
}
