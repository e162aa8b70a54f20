import type { FixReceipt, Said } from '../../contract/ingest.ts';
import type { Compared } from './ingest-compare.ts';

/** One receipt per run of neighbouring fixes with the same fate; a range never covers a seq that was not sent. */
export function toReceipts(compared: readonly Compared[]): Said<FixReceipt>[] {
  const receipts: Said<FixReceipt>[] = [];
  for (const one of compared) {
    const last = receipts.at(-1);
    if (last && continues(last, one)) {
      last.toSeq = one.seq;
      last.count += 1;
    } else receipts.push(toReceipt(one));
  }
  return receipts;
}

function toReceipt({ index, seq, fate, rejected }: Compared): Said<FixReceipt> {
  return {
    ...(seq === undefined ? { index } : { fromSeq: seq, toSeq: seq }),
    count: 1,
    status: fate,
    ...rejected,
  };
}

function continues(last: FixReceipt, { seq, fate, rejected }: Compared): boolean {
  return (
    last.toSeq !== undefined &&
    seq === last.toSeq + 1 &&
    fate === last.status &&
    rejected?.code === last.code &&
    rejected?.field === last.field &&
    rejected?.reason === last.reason
  );
}
