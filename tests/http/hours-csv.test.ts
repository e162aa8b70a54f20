import { expect, it } from 'vitest';
import { hoursCsv } from '../../server/http/views/hours-csv.ts';

const day = { coveragePct: 90, stays: 2 };
const month = {
  month: '2026-11',
  days: [
    { day: '2026-11-02', workedMin: 480, distanceKm: 12.4, ...day },
    { day: '2026-11-03', workedMin: 450, distanceKm: null, ...day },
  ],
  overtime: [
    { day: '2026-11-03', minutes: 90 },
    { day: '2026-11-08', minutes: 125 },
  ],
};

it('has each day with its hours, kilometres and agreed overtime, and leaves empty what nobody measured', () => {
  expect(hoursCsv(month, 'zh').slice(1).trimEnd().split('\r\n')).toEqual([
    '日期,工作时长（小时）,里程（公里）,已同意的加班（分钟）',
    '2026-11-02,8,12.4,0',
    '2026-11-03,7.5,,90',
    '2026-11-08,0,,125',
    '2026-11 合计,15.5,12.4,215',
  ]);
});
