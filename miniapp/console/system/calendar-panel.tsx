import { Button } from 'antd-mobile';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';

/** The days the company sets itself; a year without announced holidays is said to be so. */
export function CalendarPanel() {
  const { duty } = useConsoleTexts().consoleCase;
  const loaded = useLoad(() => api.calendar(), 'calendar');
  const [day, setDay] = useState('');
  const view = loaded.data;
  const act = useAct(loaded.reload);
  const set = (on: string, kind: 'work' | 'rest' | null): Promise<void> =>
    act(() => api.setCalendarDay(on, kind));
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <Panel title={duty.calendar}>
      <p className="mq-muted">{duty.calendarHint}</p>
      {view.years.map(({ year, announced }) => (
        <p key={year}>
          <Tag tone={announced ? 'granted' : 'soon'}>{announced ? '✓' : '!'}</Tag>{' '}
          {announced ? duty.announced(year) : duty.unannounced(year)}
        </p>
      ))}
      <ul className="mq-evidence">
        {view.days.map((one) => (
          <li key={one.day}>
            {one.day} <strong>{duty.kind[one.kind]}</strong>{' '}
            {view.mayEdit && (
              <Button size="mini" onClick={() => void set(one.day, null)}>
                {duty.clear}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {view.mayEdit && (
        <div className="mq-fields">
          <label className="mq-note-field">
            {duty.day}
            <input
              className="mq-input"
              type="date"
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          </label>
          {(['work', 'rest'] as const).map((kind) => (
            <Button key={kind} size="small" disabled={day === ''} onClick={() => void set(day, kind)}>
              {duty.kind[kind]}
            </Button>
          ))}
        </div>
      )}
    </Panel>
  );
}
