import type { ItemReceipt, PunchReason } from '../../../server/contract/ingest.ts';
import type { PunchView } from '../../../server/contract/views.ts';
import { serverOffsetMs } from '../../api.ts';
import type { Texts } from '../../texts/zh.ts';
import type { Confirmation } from '../../texts/zh/phone.ts';
import type { QueuedPunch } from '../../track/database.ts';

export type Known = {
  queued?: QueuedPunch | undefined;
  /** This page still looks for the place, or only waits for the phone's storage. */
  held?: 'locating' | 'saving' | undefined;
  /** The phone's storage did not take it. */
  isUnkept?: boolean;
  kind?: 'in' | 'out' | undefined;
  receipt?: ItemReceipt | undefined;
  /** When this phone says that it was, of a punch that the server answered. */
  answeredAtMs?: number | undefined;
  view?: PunchView | undefined;
};
export type Outcome = {
  tone: 'good' | 'wait';
  title: string;
  hint?: string;
  at?: string | number;
  reasons: readonly PunchReason[];
  /** The server has it and a person would have to confirm it. */
  isWaiting?: boolean;
};

/** Nothing where neither the phone nor the server knows of the punch: it may be somebody else's. */
export function outcomeOf(
  { queued, held, isUnkept, receipt, view, answeredAtMs }: Known,
  busy: boolean,
  {
    phone: { checkin },
    space,
    by,
  }: Texts & { space: { unkept: string; unkeptTitle: string }; by: Confirmation },
): Outcome | undefined {
  if (queued) {
    const at = queued.punch.capturedAtMs + (serverOffsetMs() ?? 0);
    if (held === 'locating') return { tone: 'wait', title: checkin.locating, at, reasons: [] };
    if (held || busy) return { tone: 'wait', title: checkin.saving, at, reasons: [] };
    if (isUnkept) return { tone: 'wait', title: space.unkeptTitle, hint: space.unkept, at, reasons: [] };
    return { tone: 'wait', title: checkin.saved, hint: checkin.savedHint, at, reasons: [] };
  }
  const judged = view ?? receipt?.punch;
  if (judged) return judgedOutcome(judged, checkin, by);
  if (receipt?.status === 'conflict') return { tone: 'wait', title: checkin.conflict, reasons: [] };
  if (receipt?.status === 'rejected') {
    const at = answeredAtMs === undefined ? {} : { at: answeredAtMs + (serverOffsetMs() ?? 0) };
    return { tone: 'wait', title: checkin.rejected, hint: checkin.rejectedHint(by.who), ...at, reasons: [] };
  }
  return receipt && { tone: 'good', title: checkin.done, reasons: [] };
}

type Judged = Pick<PunchView, 'status' | 'reasons' | 'at'>;

function judgedOutcome(
  { status, reasons, at }: Judged,
  checkin: Texts['phone']['checkin'],
  { who }: Confirmation,
): Outcome {
  if (status === 'confirmed') return { tone: 'good', title: checkin.done, at, reasons: [] };
  if (status === 'declined') return { tone: 'wait', title: checkin.declined(who), at, reasons };
  return { tone: 'wait', title: checkin.needs(who), at, reasons, isWaiting: true };
}
