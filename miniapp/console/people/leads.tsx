import type { LeadRow } from '../../../server/contract/lead.ts';
import { goTo } from '../../parts/hash.ts';
import { useFormat } from '../../parts/format.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleLeadTexts } from '../../texts/screens/console-leads.ts';
import { deskApi } from '../desk-api.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Scroll, TableHead, Tag } from '../parts/panel.tsx';

/** HR's inbox of leads, newest first; never who sent them. */
export function LeadTable() {
  const texts = useTable(consoleLeadTexts);
  const loaded = usePages(deskApi.leads, 'leads');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const leads = loaded.data.flatMap((page) => page.leads);
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      {leads.length === 0 ? (
        <div className="mq-panel mq-none">
          <Nothing text={texts.none} />
        </div>
      ) : (
        <Rows rows={leads} />
      )}
      <LoadMore more={loaded.more} />
    </>
  );
}

function Rows({ rows }: { rows: readonly LeadRow[] }) {
  const texts = useTable(consoleLeadTexts);
  const format = useFormat();
  const { columns } = texts;
  return (
    <Scroll label={texts.title}>
      <table className="mq-cases mq-plain">
        <TableHead
          columns={[
            columns.leadNo,
            columns.source,
            columns.kind,
            columns.day,
            columns.state,
            columns.receivedAt,
          ]}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} onClick={() => goTo(`/leads/${row.id}`)}>
              <td>
                <a href={`#/leads/${row.id}`}>{row.leadNo}</a>
              </td>
              <td>{texts.source[row.source]}</td>
              <td>{texts.kind[row.kind]}</td>
              <td>{row.day}</td>
              <td>
                <Tag tone={row.state === 'new' ? 'soon' : 'calm'}>{texts.state[row.state]}</Tag>
              </td>
              <td>{format.dateTime(row.receivedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
