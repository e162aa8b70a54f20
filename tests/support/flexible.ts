import { v7 as uuidv7 } from 'uuid';
import type { FlexibleShift } from '../../server/store/flexible-shifts.ts';

/** Tuesdays of December from eleven to eight, asked for by Zhang in November. */
export function buildFlexible(overrides: Partial<FlexibleShift> = {}): FlexibleShift {
  const id = uuidv7();
  const submittedAt = new Date('2026-11-18T04:00:00Z');
  return {
    id,
    personId: 'zhang',
    version: 0,
    digest: 'd',
    weekdays: [2],
    startTime: '11:00',
    endTime: '20:00',
    fromDay: '2026-12-01',
    toDay: '2026-12-31',
    lastDay: overrides.toDay ?? '2026-12-31',
    reason: 'child_or_elder',
    note: '孩子上午看病',
    status: 'pending',
    submittedAt,
    step: 'manager',
    requestId: `${id}-0`,
    askedAt: submittedAt,
    approverIds: [],
    answers: [],
    pending: [],
    sent: [],
    ...overrides,
  };
}
