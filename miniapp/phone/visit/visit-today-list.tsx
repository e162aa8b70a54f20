import { useState } from 'react';
import { useFormat } from '../../parts/format.tsx';
import { useTable, useTexts } from '../../texts/language.tsx';
import { visitTexts } from '../../texts/screens/visits.ts';
import type { Visits } from './use-visits.ts';
import { VisitNow } from './visit-now.tsx';
import type { VisitRow } from './visit-rows.ts';

/** Visits of today that are over; each opens for more words or a photo. */
export function TodayList({ rows, visits }: { rows: readonly VisitRow[]; visits: Visits }) {
  const texts = useTable(visitTexts);
  const all = useTexts();
  const format = useFormat();
  const [open, setOpen] = useState<string>();
  const ended = rows.filter(({ endAt }) => endAt !== undefined);
  if (ended.length === 0 && rows.length > 0) return null;
  return (
    <section className="mq-card" aria-label={texts.today}>
      <h2>{texts.today}</h2>
      {ended.length === 0 && <p className="mq-muted">{texts.none}</p>}
      <ul className="mq-rows">
        {ended.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="mq-row"
              aria-expanded={open === row.id}
              onClick={() => setOpen(open === row.id ? undefined : row.id)}
            >
              <strong>
                {format.time(row.startAt)}–{row.endAt && format.time(row.endAt)}
              </strong>
              <span className="mq-grow">
                {row.customerName}
                <span className="mq-muted">
                  {[texts.purpose[row.purpose], row.source === 'suggestion' ? texts.fromTrack : '', row.note]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {row.isWaiting && <span className="mq-tag mq-tag-queued">{all.phone.punchStatus.queued}</span>}
            </button>
            {open === row.id && <VisitNow visit={row} visits={visits} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
