import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { Reason } from './action-panel.tsx';

/** The reason of a step, in the decider's own words. */
export function Why({
  label,
  value,
  onChange,
}: {
  label?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const texts = useTable(consoleNonCompeteTexts);
  return (
    <Reason
      label={label ?? texts.why}
      fill={texts.fill}
      template={texts.template}
      value={value}
      onChange={onChange}
    />
  );
}
