import { Button } from 'antd-mobile';
import { useState } from 'react';
import { v4 as uuidv4 } from 'uuid';
import type { DutyView } from '../../../server/contract/duty.ts';
import { api } from '../../api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useFormat } from '../../parts/format.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { CalendarPanel } from './calendar-panel.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';

/** Who of HR is on duty, and which days the company works. */
export function DutyPage() {
  const { duty } = useConsoleTexts().consoleCase;
  const loaded = useLoad(() => api.duty(), 'duty');
  const view = loaded.data;
  const change = useAct(loaded.reload);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{duty.title}</h1>
      </header>
      <div className="mq-columns">
        <Panel title={duty.roster}>
          <p className="mq-muted">{duty.rosterHint}</p>
          <Roster view={view} change={change} />
          {view.mayEdit && <DutyForm people={view.people} change={change} />}
        </Panel>
        <CalendarPanel />
      </div>
    </>
  );
}

type Change = (work: () => Promise<unknown>) => Promise<void>;

function Roster({ view, change }: { view: DutyView; change: Change }) {
  const format = useFormat();
  const texts = useConsoleTexts().consoleCase.duty;
  if (view.entries.length === 0) return <p>{texts.none}</p>;
  return (
    <table className="mq-cases">
      <thead>
        <tr>
          <th>{texts.from}</th>
          <th>{texts.to}</th>
          <th>{texts.hr}</th>
          <th>{texts.deputy}</th>
          {view.mayEdit && <th />}
        </tr>
      </thead>
      <tbody>
        {view.entries.map((entry) => (
          <tr key={entry.id}>
            <td>{entry.fromDay}</td>
            <td>{entry.toDay}</td>
            <td>{entry.hr.name}</td>
            <td>{format.list(entry.deputies.map(({ name }) => name))}</td>
            {view.mayEdit && (
              <td>
                <Button size="mini" onClick={() => void change(() => api.removeDuty(entry.id))}>
                  {texts.remove}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DutyForm({ people, change }: { people: DutyView['people']; change: Change }) {
  const texts = useConsoleTexts().consoleCase.duty;
  const [entry, setEntry] = useState({ fromDay: '', toDay: '', hrId: '', deputyId: '' });
  const { fromDay, toDay, hrId, deputyId } = entry;
  const isReady = fromDay !== '' && fromDay <= toDay && hrId !== '' && deputyId !== '' && hrId !== deputyId;
  const add = (): Promise<void> =>
    change(() => api.saveDuty(uuidv4(), { fromDay, toDay, hrId, deputyIds: [deputyId] }));
  const field = (name: 'fromDay' | 'toDay') => (
    <label className="mq-note-field">
      {name === 'fromDay' ? texts.from : texts.to}
      <input
        className="mq-input"
        type="date"
        value={entry[name]}
        onChange={(event) => setEntry({ ...entry, [name]: event.target.value })}
      />
    </label>
  );
  const person = (name: 'hrId' | 'deputyId') => (
    <label className="mq-note-field">
      {name === 'hrId' ? texts.hr : texts.deputy}
      <select
        className="mq-input"
        value={entry[name]}
        onChange={(event) => setEntry({ ...entry, [name]: event.target.value })}
      >
        <option value="" />
        {people.map(({ id, name: label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="mq-action">
      <div className="mq-fields">
        {field('fromDay')}
        {field('toDay')}
        {person('hrId')}
        {person('deputyId')}
      </div>
      <Button color="primary" size="small" disabled={!isReady} onClick={() => void add()}>
        {texts.add}
      </Button>
    </div>
  );
}
