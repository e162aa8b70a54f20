import type { FixReceipt } from '../../contract/ingest.ts';
import type { Compared } from './ingest-compare.ts';

/** One receipt per run of neighbouring fixes with the same fate; a range never covers a seq that was not sent. */
export function toReceipts(compared: readonly Compared[]): FixReceipt[] {
  const receipts: FixReceipt[] = [];
  for (const one of compared) {
    const last = receipts.at(-1);
    const next = toReceipt(one);
    if (last && continues(last, next)) receipts[receipts.length - 1] = extend(last, next);
    else receipts.push(next);
  }
  return receipts;
}

function toReceipt({ index, seq, fate, rejected }: Compared): FixReceipt {
  return {
    ...(seq === undefined ? { index } : { fromSeq: seq, toSeq: seq }),
    count: 1,
    status: fate,
    ...(rejected && { code: rejected.code }),
    ...(rejected?.field !== undefined && { field: rejected.field }),
    ...(rejected?.reason !== undefined && { reason: rejected.reason }),
  };
}

function continues(last: FixReceipt, next: FixReceipt): boolean {
  return (
    last.toSeq !== undefined &&
    next.fromSeq === last.toSeq + 1 &&
    next.status === last.status &&
    next.code === last.code &&
    next.field === last.field &&
    next.reason === last.reason
  );
}

function extend(last: FixReceipt, next: FixReceipt): FixReceipt {
  return { ...last, toSeq: next.toSeq, count: last.count + 1 };
}
