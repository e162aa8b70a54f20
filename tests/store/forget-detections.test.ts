import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { findDetection } from '../../server/store/detections.ts';
import { dropStays } from '../../server/store/forget-detections.ts';
import { useDatabase } from '../support/db.ts';

const at = (clock: string): Date => new Date(`2026-11-19T${clock}:00Z`);
const stay = (from: string, to: string) => ({ startAt: at(from), endAt: at(to), lng: 121.52, lat: 31.25 });

describe('the stays of a result that was stored before any were sealed', () => {
  useDatabase();

  it('go where they lie in the time, and only there', async () => {
    const [first, second] = [stay('02:00', '03:00'), stay('05:00', '06:30')];
    const rejected = [
      { at: at('02:30'), reason: 'speed' },
      { at: at('05:30'), reason: 'speed' },
    ];
    const result = { fixes: 9, stays: [first, second], rejected, gaps: [], findings: [] };
    await mongoose.connection
      .collection<{ _id: string; [field: string]: unknown }>('detections')
      .insertOne({ _id: 'zhang:s1', personId: 'zhang', shiftId: 's1', day: '2026-11-19', result });
    await dropStays('zhang', '2026-11-19', { fromAt: at('04:00'), toAt: at('08:00') });
    const left = (await findDetection('zhang', 's1'))?.result;
    expect(left?.stays).toEqual([first]);
    expect(left).toMatchObject({ fixes: 9, rejected: [{ at: at('02:30') }] });
  });
});
