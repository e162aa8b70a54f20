import type { ReactNode } from 'react';
import { useTexts } from '../texts/language.tsx';
import { Nothing } from '../parts/nothing.tsx';

export type RowItem = { key: string; title: ReactNode; note?: ReactNode; extra?: ReactNode; to?: string };

/** Lines of one list; those with a way on are links. */
export function RowList({ rows, none }: { rows: readonly RowItem[]; none?: string }) {
  const texts = useTexts();
  if (rows.length === 0) return <Nothing text={none ?? texts.phone.report.none} />;
  return (
    <ul className="mq-card mq-rows mq-row-list">
      {rows.map((row) => (
        <li key={row.key}>
          {row.to === undefined ? (
            <div className="mq-row">
              <RowBody row={row} />
            </div>
          ) : (
            <a className="mq-row" href={`#${row.to}`}>
              <RowBody row={row} />
              <span className="mq-arrow" aria-hidden>
                ›
              </span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function RowBody({ row }: { row: RowItem }) {
  return (
    <>
      <span className="mq-grow">
        {row.title}
        {row.note && <span className="mq-muted">{row.note}</span>}
      </span>
      {row.extra !== undefined && row.extra !== '' && <span className="mq-extra">{row.extra}</span>}
    </>
  );
}
