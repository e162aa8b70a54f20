import { Button } from 'antd-mobile';
import { api } from '../../api.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { consoleNavTexts } from '../../texts/screens/console-nav.ts';
import { filterCases, isEndedWithoutLane } from './case-filter.ts';
import { comeBackTo, noteOpened, ROWS_AT_A_TIME, useListLook } from './list-look.ts';
import type { CaseFilter, CaseRow } from './case-filter.ts';
import { ClockTag } from '../parts/clock-tag.tsx';
import { Failed } from '../parts/failed.tsx';
import { Filters } from '../parts/filters.tsx';
import { Loading, TableHead, Tag } from '../parts/panel.tsx';

/** Filters under which cases that have ended show. */
const ENDED_SHOWN: ReadonlySet<CaseFilter> = new Set(['closed', 'all']);
const filters = ['active', 'overdue', 'closed', 'all'] as const;

/** HR's list: under pseudonyms, the nearest deadline first. */
export function CaseTable() {
  const words = useConsoleTexts().console;
  const loaded = usePages(api.cases, 'cases');
  const [{ filter, search, most }, change] = useListLook();
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const all = loaded.data.flatMap(({ cases }) => cases);
  const rows = filterCases(all, filter, search);
  // What is under way is listed first: once cases that ended show, nothing under way is missing.
  const mayMiss = ENDED_SHOWN.has(filter) || filterCases(all, 'closed', '').length === 0;
  return (
    <>
      <div className="mq-tools">
        <Filters
          label={words.columns.state}
          values={filters}
          words={words.filter}
          chosen={filter}
          onChoose={(chosen) => change({ filter: chosen })}
        />
        <input
          type="search"
          className="mq-input mq-search"
          placeholder={words.search}
          aria-label={words.search}
          value={search}
          onChange={(event) => change({ search: event.target.value })}
        />
        <Button size="small" onClick={() => void loaded.reload()}>
          {words.refresh}
        </Button>
        <span className="mq-muted" role="status">
          {words.count(rows.length)}
        </span>
      </div>
      {rows.length > 0 && <Rows rows={rows.slice(0, most)} />}
      {rows.length > most && (
        <p className="mq-load-more">
          <span className="mq-muted">{words.shownOf(most, rows.length)}</span>{' '}
          <Button size="small" onClick={() => change({ most: most + ROWS_AT_A_TIME })}>
            {words.showMore}
          </Button>
        </p>
      )}
      {rows.length === 0 && (
        <div className="mq-panel mq-none">
          <Nothing text={words.none} />
          {search.trim() === '' && <p className="mq-muted">{words.noneHint}</p>}
          {search.trim() !== '' && filter !== 'all' && (
            <Button size="small" onClick={() => change({ filter: 'all' })}>
              {words.lookInAll(filterCases(all, 'all', search).length)}
            </Button>
          )}
        </div>
      )}
      {mayMiss && <LoadMore more={loaded.more} />}
    </>
  );
}

function Rows({ rows }: { rows: readonly CaseRow[] }) {
  const { columns } = useConsoleTexts().console;
  const { pages } = useTable(consoleNavTexts);
  const names = ['caseNo', 'who', 'sentence', 'state', 'lane', 'clock', 'openedAt'] as const;
  return (
    <table className="mq-cases" aria-label={pages.cases.title}>
      <TableHead columns={names.map((name) => columns[name])} />
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: CaseRow }) {
  const { language, texts } = useLanguage();
  const format = useFormat();
  return (
    <tr
      onClick={() => {
        noteOpened(row.id);
        goTo(`/cases/${row.id}`);
      }}
    >
      <td>
        <a href={`#/cases/${row.id}`} ref={(link) => comeBackTo(row.id, link)}>
          {row.caseNo}
        </a>
      </td>
      <td>{row.pseudonym}</td>
      <td className="mq-what">{row.sentence[language]}</td>
      <td>
        <Tag tone={row.state}>
          {row.outcome ? texts.words.outcome[row.outcome] : texts.words.state[row.state]}
        </Tag>
      </td>
      <td className="mq-wide">{!isEndedWithoutLane(row) && texts.words.lane[row.lane]}</td>
      <td>
        <ClockTag clock={row.clock} />
      </td>
      <td className="mq-wide">{format.dateTime(row.openedAt)}</td>
    </tr>
  );
}
