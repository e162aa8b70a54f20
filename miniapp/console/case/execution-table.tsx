import type { Execution } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { yuanOf } from '../../parts/money.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consoleLettersTexts } from '../../texts/screens/console-letters.ts';
import { Scroll, TableHead, Tag } from '../parts/panel.tsx';

/** What payroll would get, to be looked at before it is handed over. */
export function ExecutionTable({ rows }: { rows: readonly Execution[] }) {
  const texts = useTable(consoleLettersTexts).executions;
  if (rows.length === 0) return <p role="status">{texts.none}</p>;
  return (
    <>
      <p role="status">{texts.count(rows.length)}</p>
      <Scroll label={texts.title}>
        <table className="mq-table">
          <TableHead columns={Object.values(texts.columns)} />
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.caseNo}:${row.decisionId}`} row={row} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Row({ row }: { row: Execution }) {
  const texts = useTable(consoleLettersTexts).executions;
  const { words } = useTexts();
  const format = useFormat();
  const measures = row.measures.split(' ').map((measure) => words.penalty[measure] ?? measure);
  const moneyFen = row.deductionFen + row.fineFen;
  return (
    <tr>
      <td>{row.caseNo}</td>
      <td>{row.employeeNo}</td>
      <td>
        {format.dateTime(row.executedAt)}
        {row.changedAt !== '' && <Tag tone="soon">{texts.changed(format.dateTime(row.changedAt))}</Tag>}
        {row.revokedAt !== '' && <Tag tone="overdue">{texts.revoked(format.dateTime(row.revokedAt))}</Tag>}
      </td>
      <td>{format.list(measures)}</td>
      <td>
        {moneyFen === 0 ? '–' : yuanOf(moneyFen)}
        {row.deductionMonth !== '' && <div className="mq-muted">{texts.ofMonth(row.deductionMonth)}</div>}
      </td>
      <td>{row.decidedBy}</td>
    </tr>
  );
}
