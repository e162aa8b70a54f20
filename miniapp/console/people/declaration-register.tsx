import { useState } from 'react';
import type { DeclarationRegister } from '../../../server/contract/views.ts';
import { api, serverNowMs } from '../../api.ts';
import { hoursText } from '../../parts/hours-text.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { consoleRegisterTexts } from '../../texts/screens/console-register.ts';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { DeclarationSettingsPanel } from './declaration-settings.tsx';
import { Failed } from '../parts/failed.tsx';
import { Filters } from '../parts/filters.tsx';
import { Loading, TableHead, Tag } from '../parts/panel.tsx';

const filters = ['all', 'pending', 'approved', 'ending', 'over'] as const;
type Filter = (typeof filters)[number];
type Row = DeclarationRegister['rows'][number];
const SOON_MS = 30 * 86_400_000;

/** All side jobs HR may see, those of the own region for its manager. */
export function DeclarationRegisterPage({ mayChange }: { mayChange: boolean }) {
  const { register: texts } = useTable(consoleRegisterTexts);
  const loaded = usePages(api.declarationRegister, 'register');
  const [filter, setFilter] = useState<Filter>('all');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const all = loaded.data.flatMap((page) => page.rows);
  const rows = all.filter((row) => fits(row, filter));
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
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
      {mayChange && <DeclarationSettingsPanel />}
    </>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { register: texts } = useTable(consoleRegisterTexts);
  const { nextDay } = useTable(declarationTexts);
  const { words } = useTexts();
  return (
    <table className="mq-table">
      <TableHead
        columns={(['who', 'what', 'when', 'until', 'state'] as const).map((name) => texts.columns[name])}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <a href={`#/declarations/${row.id}`}>{row.person.name}</a>
              <br />
              <span className="mq-muted">
                {[row.person.employeeNo, row.person.regionName].filter(Boolean).join(' · ')}
              </span>
            </td>
            <td>
              {[words.declarationKind[row.kind], row.employer, row.placeName].filter(Boolean).join(' · ')}
            </td>
            <td>
              {row.weekdays.map((day) => words.weekday[day - 1]).join(' ')} {hoursText(row, nextDay)}
            </td>
            <td>
              {row.fromDay} – {row.toDay}
            </td>
            <td>
              <DeclarationState view={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function DeclarationState({ view }: { view: Omit<Row, 'person'> }) {
  const { register: texts } = useTable(consoleRegisterTexts);
  const { words } = useTexts();
  return (
    <>
      <Tag tone={view.status === 'approved' && !view.isExpired ? 'granted' : ''}>
        {view.isExpired ? texts.expired : words.declarationStatus[view.status]}
      </Tag>{' '}
      {view.step && <Tag tone="soon">{texts.step[view.step]}</Tag>}{' '}
      {view.escalatedAt && (
        <Tag tone="overdue">{view.step === 'review' ? texts.reviewEscalated : texts.escalated}</Tag>
      )}{' '}
      {view.isNoticeOnly && <Tag>{texts.notice}</Tag>} {view.isAmnesty && <Tag>{texts.amnesty}</Tag>}
    </>
  );
}

function fits({ status, isExpired, toDay }: Row, filter: Filter): boolean {
  const isLive = status === 'approved' && !isExpired;
  if (filter === 'pending') return status === 'pending';
  if (filter === 'approved') return isLive;
  if (filter === 'ending') return isLive && Date.parse(toDay) - serverNowMs() < SOON_MS;
  return filter === 'all' || (!isLive && status !== 'pending');
}
