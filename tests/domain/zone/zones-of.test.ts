import { describe, expect, it } from 'vitest';
import { zonesOf, zonesOn, type ZoneDays } from '../../../server/domain/zone/zones-of.ts';

const PUDONG = { id: 'pudong', regionId: 'pudong' };
const NORTH = { id: 'north', regionId: 'pudong' };
const SOUTH = { id: 'south', regionId: 'pudong' };
const ABROAD = { id: 'abroad', regionId: 'puxi' };
const NAMED = { id: 'named', regionId: 'puxi', employeeNos: ['E2'] };
const ALL = [PUDONG, NORTH, SOUTH, ABROAD, NAMED];

const whose = (assigned: readonly ZoneDays[], employeeNo = 'E1') => ({
  employeeNo,
  regionId: 'pudong',
  assigned,
});
const north: ZoneDays = { zoneId: 'north', fromDay: '2026-11-20' };
const idsOn = (assigned: readonly ZoneDays[], day: string, employeeNo?: string) =>
  zonesOn(ALL, whose(assigned, employeeNo), day).zones.map(({ id }) => id);
const idsOf = (assigned: readonly ZoneDays[], day: string) =>
  zonesOf(ALL, whose(assigned), day).map(({ id }) => id);

describe('the zones of a person on a day', () => {
  it('are the region’s until somebody assigns one, and from its last day on again', () => {
    const once = [{ ...north, lastDay: '2026-11-21' }];
    expect(idsOn(once, '2026-11-19')).toEqual(['pudong', 'north', 'south']);
    expect(idsOn(once, '2026-11-20')).toEqual(['north']);
    expect(idsOn(once, '2026-11-21')).toEqual(['north']);
    expect(idsOn(once, '2026-11-22')).toEqual(['pudong', 'north', 'south']);
  });

  it('are all that were assigned, of another region too', () => {
    expect(idsOn([north, { zoneId: 'abroad', fromDay: '2026-11-01' }], '2026-11-25')).toEqual([
      'north',
      'abroad',
    ]);
  });

  it('are those of the record that names the person, whatever was assigned', () => {
    expect(idsOn([north], '2026-11-25', 'E2')).toEqual(['named']);
  });

  it('leave a zone to the people its record names: an assignment into it does not count', () => {
    expect(idsOn([{ zoneId: 'named', fromDay: '2026-11-01' }], '2026-11-25')).toEqual([
      'pudong',
      'north',
      'south',
    ]);
  });

  it('say by what they are the person’s', () => {
    const groundOf = (assigned: readonly ZoneDays[], employeeNo?: string) =>
      zonesOn(ALL, whose(assigned, employeeNo), '2026-11-25').ground;
    expect([groundOf([], 'E2'), groundOf([north]), groundOf([])]).toEqual(['record', 'assignment', 'region']);
    expect(zonesOn([NAMED], { employeeNo: 'E1', assigned: [] }, '2026-11-25').zones).toEqual([]);
  });
});

describe('the zones a day is judged and planned in', () => {
  it('keep those of the day before on the day a change begins', () => {
    expect(idsOf([north], '2026-11-20')).toEqual(['north', 'pudong', 'south']);
    expect(idsOf([north], '2026-11-21')).toEqual(['north']);
    const moved = [
      { ...north, lastDay: '2026-11-24' },
      { zoneId: 'south', fromDay: '2026-11-25' },
    ];
    expect(idsOf(moved, '2026-11-24')).toEqual(['north']);
    expect(idsOf(moved, '2026-11-25')).toEqual(['south', 'north']);
    expect(idsOf(moved, '2026-11-26')).toEqual(['south']);
  });

  it('do so on the day after the last one as well', () => {
    const once = [{ ...north, lastDay: '2026-11-24' }];
    expect(idsOf(once, '2026-11-25')).toEqual(['pudong', 'north', 'south']);
  });

  it('know nothing of what was taken back before it began', () => {
    const never = [{ ...north, lastDay: '2026-11-18' }];
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'])
      expect(idsOf(never, day)).toEqual(['pudong', 'north', 'south']);
  });
});
