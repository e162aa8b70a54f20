import type { PunchView } from '../../server/contract/views.ts';
import { useFormat } from '../parts/format.tsx';
import { useTexts } from '../texts/language.tsx';
import type { AnsweredPunch, QueuedPunch } from '../track/database.ts';

/** A punch of today, from the server or still on this phone. */
export type PunchRow = Pick<PunchView, 'id' | 'kind' | 'at' | 'hasPhoto'> & {
  status: PunchView['status'] | 'queued';
  placeName?: string | undefined;
};

const SHOWN_LOCAL_MS = 12 * 3_600_000;

type LocalPunch = QueuedPunch | AnsweredPunch;

/** What the server listed, and what this phone knows beyond it, in order of time. */
export function punchesOf(
  listed: readonly PunchView[],
  local: readonly LocalPunch[],
  nowMs = Date.now(),
): PunchRow[] {
  const ids = new Set(listed.map((punch) => punch.id));
  const others = local
    .filter(({ id, punch }) => !ids.has(id) && nowMs - punch.capturedAtMs < SHOWN_LOCAL_MS)
    .map((row): PunchRow => ({
      id: row.id,
      kind: row.punch.kind,
      at: new Date(row.punch.capturedAtMs).toISOString(),
      hasPhoto: row.punch.photoId !== undefined,
      status: ('receipt' in row && row.receipt.punch?.status) || 'queued',
    }));
  return [...listed, ...others].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
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
