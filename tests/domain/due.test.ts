import { describe, expect, it } from 'vitest';
import { dueFrom, recountDue, recountText } from '../../server/domain/due.ts';

const timeZone = 'Asia/Shanghai';
const fromAt = new Date('2026-11-19T12:00:00+08:00');
const end = (day: string) => new Date(`${day}T23:59:59.999+08:00`);
const rest = (day: string) => ({ timeZone, overrides: { [day]: 'rest' as const } });
const work = (day: string) => ({ timeZone, overrides: { [day]: 'work' as const } });

describe('a due date that keeps what it was counted from', () => {
  it('is counted anew by the days as they are known now, later or earlier', () => {
    const noted = dueFrom({ fromAt, workingDays: 3 }, { timeZone });
    expect(noted.dueAt).toEqual(end('2026-11-24'));
    expect(recountDue(noted, { zone: { timeZone } })).toBeNull();
    expect(recountDue(noted, { zone: rest('2026-11-24') })).toEqual(end('2026-11-25'));
    expect(recountDue(noted, { zone: work('2026-11-21') })).toEqual(end('2026-11-23'));
  });

  it('never gets earlier where somebody was told', () => {
    const noted = dueFrom({ fromAt, workingDays: 3 }, { timeZone });
    expect(recountDue(noted, { zone: work('2026-11-21'), isTold: true })).toBeNull();
    expect(recountDue(noted, { zone: rest('2026-11-24'), isTold: true })).toEqual(end('2026-11-25'));
  });

  it('stays before the moment it has to be due by', () => {
    const latestAt = new Date('2026-11-24T08:30:00+08:00');
    const noted = dueFrom({ fromAt, workingDays: 3, latestAt }, { timeZone });
    expect(noted.dueAt).toEqual(latestAt);
    expect(recountDue(noted, { zone: rest('2026-11-24') })).toBeNull();
    expect(recountDue(noted, { zone: work('2026-11-21') })).toEqual(end('2026-11-23'));
  });

  it('says from which day to which it moved', () => {
    const moved = { was: '2026-11-24', is: '2026-11-25' };
    expect(recountText('answer', moved)).toBe('clock:answer 2026-11-24 → 2026-11-25');
  });
});
