import { useState } from 'react';
import { useTable } from '../../texts/language.tsx';
import { shiftDayTexts } from '../../texts/screens/shift-day.ts';
import { touch } from '../../track/cell.ts';
import { useSession } from '../session.ts';
import { saveScreenOn, wantsScreenOn } from '../screen-choice.ts';

/** A phone whose screen goes dark stops recording: whoever has it on power may keep it lit. */
export function ScreenOn() {
  const texts = useTable(shiftDayTexts);
  const session = useSession();
  const [isOn, setOn] = useState(() => wantsScreenOn(session));
  const change = (next: boolean): void => {
    saveScreenOn(next);
    setOn(next);
    touch(session.sampler.wake);
  };
  return (
    <label className="mq-screen-on">
      <input type="checkbox" checked={isOn} onChange={(event) => change(event.target.checked)} />
      {texts.screenOn}
    </label>
  );
}
