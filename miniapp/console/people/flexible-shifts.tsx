import { useState } from 'react';
import type { FlexibleRegister, FlexibleView } from '../../../server/contract/flexible.ts';
import { flexibleApi } from '../../flexible-api.ts';
import { hoursText } from '../../parts/hours-text.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consoleFlexibleTexts } from '../../texts/screens/console-flexible.ts';
import { flexibleTexts } from '../../texts/screens/flexible.ts';
import { Failed } from '../parts/failed.tsx';
import { Filters } from '../parts/filters.tsx';
import { FlexibleSettingsPanel } from './flexible-settings.tsx';
import { Loading, TableHead, Tag } from '../parts/panel.tsx';

const filters = ['all', 'pending', 'holding', 'over'] as const;
type Filter = (typeof filters)[number];
type Row = FlexibleRegister['rows'][number];

/** All requests HR may see, those of the own region for its manager. */
export function FlexibleShiftsPage({ mayChange }: { mayChange: boolean }) {
  const texts = useTable(consoleFlexibleTexts);
  const { title } = useTable(flexibleTexts);
  const loaded = usePages(flexibleApi.register, 'flexible');
  const [filter, setFilter] = useState<Filter>('all');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const rows = loaded.data.flatMap((page) => page.rows).filter((row) => fits(row, filter));
  return (
    <>
      <header className="mq-head">
        <h1>{title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <div className="mq-tools">
        <Filters
          label={texts.columns.state}
          values={filters}
          words={texts.filters}
          chosen={filter}
          onChoose={setFilter}
        />
      </div>
      {rows.length === 0 ? (
        <div className="mq-panel mq-none">
          <Nothing text={texts.none} />
        </div>
      ) : (
        <Rows rows={rows} />
      )}
      <LoadMore more={loaded.more} />
      {mayChange && <FlexibleSettingsPanel />}
    </>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const texts = useTable(consoleFlexibleTexts);
  const { reasons, preview } = useTable(flexibleTexts);
  const daysText = useDaysText();
  return (
    <table className="mq-table">
      <TableHead
        columns={(['who', 'days', 'hours', 'reason', 'state'] as const).map((name) => texts.columns[name])}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <a href={`#/flexible-shifts/${row.id}`}>{row.person.name}</a>
              <br />
              <span className="mq-muted">
                {[row.person.employeeNo, row.person.regionName].filter(Boolean).join(' · ')}
              </span>
            </td>
            <td>{daysText(row)}</td>
            <td>{hoursText(row, preview.nextDay)}</td>
            <td>{row.reason && reasons[row.reason]}</td>
            <td>
              <FlexibleState view={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function FlexibleState({ view }: { view: FlexibleView }) {
  const { status, over, step } = useTable(flexibleTexts);
  return (
    <>
      <Tag tone={view.status === 'approved' && !view.isOver ? 'granted' : ''}>
        {view.isOver ? over : status[view.status]}
      </Tag>{' '}
      {view.step && <Tag tone="soon">{step[view.step]}</Tag>}
    </>
  );
}

export function useDaysText(): (view: FlexibleView) => string {
  const { words } = useTexts();
  const { weekly } = useTable(flexibleTexts);
  return ({ fromDay, toDay, weekdays }) =>
    fromDay === toDay
      ? fromDay
      : `${weekly(weekdays.map((day) => words.weekday[day - 1]).join(' '))} · ${fromDay} – ${toDay}`;
}

function fits({ status, isOver }: Row, filter: Filter): boolean {
  const isHolding = status === 'approved' && !isOver;
  if (filter === 'pending') return status === 'pending';
  if (filter === 'holding') return isHolding;
  return filter === 'all' || (!isHolding && status !== 'pending');
}
