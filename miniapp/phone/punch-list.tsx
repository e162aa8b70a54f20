import type { PunchView } from '../../server/contract/views.ts';
import { useFormat } from '../parts/format.tsx';
import { useTexts } from '../texts/language.tsx';
import type { QueuedPunch } from '../track/database.ts';

/** A punch of today, from the server or still on this phone. */
export type PunchRow = Pick<PunchView, 'id' | 'kind' | 'at' | 'hasPhoto'> & {
  status: PunchView['status'] | 'queued';
  placeName?: string | undefined;
};

const SHOWN_QUEUED_MS = 86_400_000;

/** What the server knows and what still waits here, in order of time. */
export function punchesOf(
  known: readonly PunchView[],
  queued: readonly QueuedPunch[],
  nowMs = Date.now(),
): PunchRow[] {
  const ids = new Set(known.map((punch) => punch.id));
  const waiting = queued
    .filter(({ id, punch }) => !ids.has(id) && nowMs - punch.capturedAtMs < SHOWN_QUEUED_MS)
    .map(({ id, punch }): PunchRow => ({
      id,
      kind: punch.kind,
      at: new Date(punch.capturedAtMs).toISOString(),
      hasPhoto: punch.photoId !== undefined,
      status: 'queued',
    }));
  return [...known, ...waiting].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

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
