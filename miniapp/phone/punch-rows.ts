import type { PunchView } from '../../server/contract/views.ts';
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
