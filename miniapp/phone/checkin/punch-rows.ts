import type { PunchView } from '../../../server/contract/views.ts';
import type { AnsweredPunch, QueuedPunch } from '../../track/database.ts';

/** A punch of today, from the server or still on this phone. */
export type PunchRow = Pick<PunchView, 'id' | 'kind' | 'at' | 'hasPhoto'> & {
  /** `rejected`: the server could not take it, and has nothing of it. */
  status: PunchView['status'] | 'queued' | 'rejected';
  placeName?: string | undefined;
};

const SHOWN_LOCAL_MS = 12 * 3_600_000;

type LocalPunch = QueuedPunch | AnsweredPunch;

/**
 * What the server listed, and what this phone knows beyond it, in order of time. Times are the server's: `offsetMs` is server minus
 * device, `nowMs` is the device's.
 */
export function punchesOf(
  listed: readonly PunchView[],
  local: readonly LocalPunch[],
  { nowMs, offsetMs }: { nowMs: number; offsetMs: number },
): PunchRow[] {
  const ids = new Set(listed.map((punch) => punch.id));
  const others = local
    .filter(({ id }) => !ids.has(id))
    .map((row) => rowOf(row, offsetMs))
    .filter(({ at }) => nowMs + offsetMs - Date.parse(at) < SHOWN_LOCAL_MS);
  return [...listed, ...others].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function rowOf(row: LocalPunch, offsetMs: number): PunchRow {
  const judged = 'receipt' in row ? row.receipt.punch : undefined;
  return {
    id: row.id,
    kind: row.punch.kind,
    at: judged?.at ?? new Date(row.punch.capturedAtMs + offsetMs).toISOString(),
    hasPhoto: row.punch.photoId !== undefined,
    status: judged?.status ?? ('receipt' in row ? 'rejected' : 'queued'),
  };
}
