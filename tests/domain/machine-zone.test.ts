import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const ASKED = ['2026-10-01', '2026-10-10', '2026-11-21', '2026-11-23', '2031-01-01', '2031-02-10'];
const CODE = `
import { isWorkday } from './server/domain/calendar.ts';
import { solarDayOf } from './server/domain/chinese-days.ts';
const days = ${JSON.stringify(ASKED)}.map((day) => isWorkday(day).workday);
console.log(JSON.stringify([new Date(0).getTimezoneOffset(), ...days, solarDayOf('2027-01-01')]));
`;

/** Where the machine's own clock stands, in minutes west of Greenwich, and what it says of the days. */
function askIn(zone: string): unknown {
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CODE], {
    encoding: 'utf8',
    env: { ...process.env, TZ: zone },
  });
  return JSON.parse(said);
}

describe('a working day', () => {
  it.each([
    ['UTC', 0],
    ['Asia/Shanghai', -480],
    ['America/New_York', 300],
    ['Pacific/Honolulu', 600],
  ])('is the same wherever the machine stands (%s)', (zone, west) => {
    expect(askIn(zone)).toEqual([west, false, true, false, true, false, true, '2027-02-06']);
  });
});
