import { describe, expect, it } from 'vitest';
import { overtimeBeside, workedThrough } from '../../server/domain/overtime.ts';

const span = (from: string, to: string) => ({
  startAt: new Date(`2026-03-02T${from}:00Z`),
  endAt: new Date(`2026-03-02T${to}:00Z`),
});
const shift = { id: 's', ...span('09:00', '18:00'), breaks: [span('12:00', '13:00')] };

describe('approved overtime', () => {
  it('inside a break is work, and the rest of the break stays one', () => {
    const [worked] = workedThrough([shift], [span('12:00', '12:30')]);
    expect(worked?.breaks).toEqual([span('12:30', '13:00')]);
  });

  it.each([
    ['for the whole day', span('08:00', '20:00')],
    ['that begins before the break', span('11:00', '12:30')],
    ['that goes on after it', span('12:30', '19:00')],
  ])('%s takes no break away', (_what, overtime) => {
    expect(workedThrough([shift], [overtime])).toEqual([shift]);
  });

  it('is working time of its own where no shift is', () => {
    expect(overtimeBeside([shift], [span('08:00', '20:00')])).toEqual([
      { ...span('08:00', '09:00'), after: undefined },
      { ...span('18:00', '20:00'), after: shift },
    ]);
  });
});
