import { Button, Empty, Input, Segmented, Spin, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '../api.ts';
import { goTo } from '../parts/hash.ts';
import { useFormat } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useLanguage } from '../texts/language.tsx';
import { filterCases } from './case-filter.ts';
import type { CaseFilter, CaseRow } from './case-filter.ts';
import { ClockTag } from './clock-tag.tsx';
import { Failed } from './failed.tsx';

const filters = ['active', 'overdue', 'closed', 'all'] as const;

/** HR's list: under pseudonyms, the nearest deadline first. */
export function CaseTable() {
  const { texts } = useLanguage();
  const words = texts.console;
  const loaded = useLoad(() => api.cases(), 'cases');
  const [filter, setFilter] = useState<CaseFilter>('active');
  const [search, setSearch] = useState('');
  const columns = useColumns();
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Spin className="mq-center" />;
  const rows = filterCases(loaded.data.cases, filter, search);
  const none = (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.none}>
      <span className="mq-muted">{words.noneHint}</span>
    </Empty>
  );
  return (
    <>
      <div className="mq-tools">
        <Segmented
          aria-label={words.columns.state}
          options={filters.map((value) => ({ value, label: words.filter[value] }))}
          value={filter}
          onChange={setFilter}
        />
        <Input
          allowClear
          className="mq-search"
          placeholder={words.search}
          aria-label={words.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Button onClick={() => void loaded.reload()}>{words.refresh}</Button>
      </div>
      <Table<CaseRow>
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: none }}
        onRow={(row) => ({ onClick: () => goTo(`/cases/${row.id}`) })}
        rowClassName="mq-click"
      />
    </>
  );
}

function useColumns(): TableColumnsType<CaseRow> {
  const { language, texts } = useLanguage();
  const format = useFormat();
  const { columns } = texts.console;
  const link = (row: CaseRow) => <a href={`#/cases/${row.id}`}>{row.caseNo}</a>;
  const state = (row: CaseRow) => (
    <Tag>{row.outcome ? texts.words.outcome[row.outcome] : texts.words.state[row.state]}</Tag>
  );
  return [
    { key: 'no', title: columns.caseNo, responsive: ['md'], render: (_, row) => link(row) },
    { key: 'who', title: columns.who, responsive: ['md'], dataIndex: 'pseudonym' },
    {
      key: 'what',
      title: columns.sentence,
      responsive: ['md'],
      width: '34%',
      render: (_, row) => row.sentence[language],
    },
    { key: 'state', title: columns.state, responsive: ['md'], render: (_, row) => state(row) },
    { key: 'lane', title: columns.lane, responsive: ['lg'], render: (_, row) => texts.words.lane[row.lane] },
    {
      key: 'clock',
      title: columns.clock,
      responsive: ['md'],
      render: (_, row) => <ClockTag clock={row.clock} />,
    },
    {
      key: 'opened',
      title: columns.openedAt,
      responsive: ['lg'],
      render: (_, row) => format.dateTime(row.openedAt),
    },
    {
      key: 'small',
      title: texts.console.cases,
      className: 'mq-small-only',
      render: (_, row) => (
        <div className="mq-case-small">
          <div>
            {link(row)} · {row.pseudonym} {state(row)}
          </div>
          <div>{row.sentence[language]}</div>
          <ClockTag clock={row.clock} />
        </div>
      ),
    },
  ];
}
