import type { AgreementRow } from '../../../server/contract/view-non-compete.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { deskApi } from '../desk-api.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Scroll, TableHead, Tag } from '../parts/panel.tsx';

/** All agreements: what is watched, and what speaks against watching. */
export function NonCompeteTable() {
  const texts = useTable(consoleNonCompeteTexts);
  const loaded = usePages(deskApi.agreements, 'agreements');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const agreements = loaded.data.flatMap((page) => page.agreements);
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p>
          <a href="#/non-compete/new">{texts.add}</a>
          <a href="#/non-compete/competitors">{texts.competitors}</a>
          <a href="#/leavers">{texts.leaver}</a>
        </p>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      {agreements.length === 0 ? (
        <div className="mq-panel mq-none">
          <Nothing text={texts.none} />
        </div>
      ) : (
        <Rows rows={agreements} />
      )}
      <LoadMore more={loaded.more} />
    </>
  );
}

const TONES = { off: '', running: 'granted', stopped: 'soon' } as const;

function Rows({ rows }: { rows: readonly AgreementRow[] }) {
  const texts = useTable(consoleNonCompeteTexts);
  const format = useFormat();
  const { columns } = texts;
  const heads = [columns.no, columns.who, columns.monitoring, columns.bound, columns.reasons, columns.cases];
  return (
    <Scroll label={texts.title}>
      <table className="mq-cases mq-plain">
        <TableHead columns={heads} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} onClick={() => goTo(`/non-compete/${row.id}`)}>
              <td>
                <a href={`#/non-compete/${row.id}`}>{row.agreementNo}</a>
              </td>
              <td>{row.personName}</td>
              <td>
                <Tag tone={TONES[row.monitoring]}>{texts.monitoring[row.monitoring]}</Tag>
              </td>
              <td>
                {row.fromDay !== undefined && row.toDay !== undefined && texts.bound(row.fromDay, row.toDay)}
              </td>
              <td>{format.clauses(row.reasons.map((reason) => texts.reason[reason])) || texts.eligible}</td>
              <td>{row.openCases > 0 && <Tag tone="overdue">{row.openCases}</Tag>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
