import { useFormat } from '../../parts/format.tsx';
import { useTexts } from '../../texts/language.tsx';
import type { PunchRow } from './punch-rows.ts';

export function PunchList({ rows, onOpen }: { rows: readonly PunchRow[]; onOpen: (id: string) => void }) {
  const texts = useTexts().phone;
  const format = useFormat();
  if (rows.length === 0) return <p className="mq-muted">{texts.today.none}</p>;
  return (
    <ul className="mq-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" className="mq-row" onClick={() => onOpen(row.id)}>
            <strong>{format.time(row.at)}</strong>
            <span className="mq-grow">
              {texts.kind[row.kind]}
              {row.placeName && ` · ${row.placeName}`}
              {row.hasPhoto && ` · ${texts.checkin.photoKept}`}
            </span>
            <span className={`mq-tag mq-tag-${row.status}`}>{texts.punchStatus[row.status]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
