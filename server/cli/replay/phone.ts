import {
  FixReceiptsSchema,
  type Fix,
  type FixBatch,
  type FixReceipt,
  type RejectCode,
} from '../../contract/ingest.ts';
import type { PhoneSession } from './phone-session.ts';

/** What the server said to all fixes, as the phone saw it. */
export type Totals = {
  created: number;
  duplicate: number;
  conflict: number;
  rejected: Partial<Record<RejectCode, number>>;
  /** Of the rejected, those outside working time (R1). */
  outOfShift: number;
};

const OUT_OF_SHIFT: readonly (string | undefined)[] = ['no_shift', 'on_break', 'on_leave', 'off_hours'];

export const noTotals = (): Totals => ({
  created: 0,
  duplicate: 0,
  conflict: 0,
  rejected: {},
  outOfShift: 0,
});

/** Posts one batch as a phone whose clock agrees with the server's. */
export async function sendFixes(
  session: PhoneSession,
  installId: string,
  fixes: readonly Fix[],
): Promise<FixReceipt[]> {
  const batch: FixBatch = {
    installId,
    sentAtMs: session.serverNowMs(),
    serverOffsetMs: 0,
    device: { model: 'replay', os: 'replay' },
    datum: 'wgs84',
    fixes: [...fixes],
  };
  return FixReceiptsSchema.parse(await session.post('/api/v1/fixes', batch)).receipts;
}

/** Adds receipts to the totals. */
export function countReceipts(totals: Totals, receipts: readonly FixReceipt[]): void {
  for (const { status, code, count } of receipts) {
    if (status !== 'rejected') totals[status] += count;
    else if (code !== undefined) totals.rejected[code] = (totals.rejected[code] ?? 0) + count;
    if (status === 'rejected' && OUT_OF_SHIFT.includes(code)) totals.outOfShift += count;
  }
}

/** Whether anything sent was not taken. */
export function wasAnyRefused({ conflict, rejected }: Totals): boolean {
  return conflict > 0 || Object.values(rejected).some((count) => count > 0);
}
