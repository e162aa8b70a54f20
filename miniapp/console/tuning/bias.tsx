import { Toast } from 'antd-mobile';
import { useState } from 'react';
import type { BiasView } from '../../../server/contract/views.ts';
import { describeFault } from '../../parts/fault.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { tuningTexts } from '../../texts/screens/tuning.ts';
import { tuningApi } from '../../tuning-api.ts';
import { ActionPanel, isReason, Note } from '../parts/action-panel.tsx';
import { nameOf } from '../../../server/contract/texts/detector-name.ts';
import { Loading, Panel } from '../parts/panel.tsx';

type Report = BiasView['reports'][number];
type Table = Report['tables'][number];

/** Alert rates by group of the newest months, and the review of the two who sign (R21). */
export function BiasPanel() {
  const texts = useTable(tuningTexts).bias;
  const loaded = useLoad(() => tuningApi.bias(), 'bias');
  if (!loaded.data) return loaded.error === undefined ? <Loading /> : null;
  const { reports, minGroup } = loaded.data;
  return (
    <Panel title={texts.title}>
      <p className="mq-muted">{texts.intro(minGroup)}</p>
      {reports.length === 0 && <p>{texts.none}</p>}
      {reports.map((report) => (
        <Month key={report.month} report={report} onDone={loaded.reload} />
      ))}
    </Panel>
  );
}

function Month({ report, onDone }: { report: Report; onDone: () => Promise<void> }) {
  const texts = useTable(tuningTexts).bias;
  const format = useFormat();
  return (
    <article aria-label={report.month}>
      <h3>{format.month(report.month)}</h3>
      <div className="mq-tables">
        {report.tables
          .filter(({ groups }) => groups.length > 0)
          .map((table) => (
            <Groups key={`${table.detector ?? ''}:${table.dimension}`} table={table} />
          ))}
      </div>
      {report.reviews.map(({ by, at, note }) => (
        <p key={by} className="mq-muted">
          {format.named(texts.reviewed(by, format.dateTime(at)), note)}
        </p>
      ))}
      {report.mayReview && <Review month={report.month} onDone={onDone} />}
    </article>
  );
}

function Groups({ table }: { table: Table }) {
  const format = useFormat();
  const all = useTable(tuningTexts);
  const texts = all.bias;
  const wordOf = (name: string): string => {
    if (table.dimension === 'region') return name === '' ? texts.noRegion : name;
    return (table.dimension === 'shift' ? texts.shift : texts.brand)[name] ?? name;
  };
  const most = Math.max(1, ...table.groups.map(({ per100 }) => per100));
  const title = table.detector === null ? texts.all : nameOf(all.detector, table.detector, all.rule);
  return (
    <table className="mq-bars">
      <caption>
        {texts.dimension[table.dimension]} · {title}
      </caption>
      <tbody>
        {table.groups.map((group) => (
          <tr key={group.names.join()} className={group.isFlagged ? 'mq-flagged' : ''}>
            <th scope="row">{format.list(group.names.map(wordOf))}</th>
            <td>
              <span className="mq-share-bar" style={{ width: `${(100 * group.per100) / most}%` }} />
            </td>
            <td>
              {group.per100.toFixed(1)} <span className="mq-muted">{texts.people(group.people)}</span>
              {group.isFlagged && group.ratio !== null && <div>{texts.ratio(group.ratio)}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Review({ month, onDone }: { month: string; onDone: () => Promise<void> }) {
  const texts = useTable(tuningTexts).bias;
  const shared = useTexts();
  const [note, setNote] = useState('');
  const submit = (): Promise<void> =>
    tuningApi.reviewBias(month, note).then(onDone, (error: unknown) => {
      Toast.show(describeFault(error, shared));
    });
  return (
    <ActionPanel title={texts.review} button={texts.review} ready={isReason(note)} onSubmit={submit}>
      <Note label={texts.note} value={note} max={1000} onChange={setNote} />
    </ActionPanel>
  );
}
