import { describe, expect, it } from 'vitest';
import { DETECTORS } from '../../../server/domain/detectors/index.ts';
import { thresholdsEn } from '../../../server/contract/texts/thresholds.en.ts';
import { thresholdsZh } from '../../../server/contract/texts/thresholds.zh.ts';
import { diffOverrides, readOverrides, TUNABLES } from '../../../server/domain/tuning/tunables.ts';

describe('thresholds that may be changed', () => {
  it('are those of every detector, each with its bounds around what is usual', () => {
    expect(TUNABLES.map(({ name }) => name)).toEqual(DETECTORS.map(({ name }) => name));
    const dwell = TUNABLES.find(({ name }) => name === 'competitor-dwell');
    expect(dwell?.fields.find(({ key }) => key === 'minDwellMin')).toEqual({
      key: 'minDwellMin',
      usual: 10,
      min: 5,
      max: 240,
      isWhole: false,
    });
    for (const { fields } of TUNABLES)
      for (const { min, max, usual } of fields) expect(min <= usual && usual <= max).toBe(true);
  });

  it('have a name in both languages', () => {
    const keys = TUNABLES.flatMap(({ fields }) => fields.map(({ key }) => key));
    expect(keys.filter((key) => !(key in thresholdsZh) || !(key in thresholdsEn))).toEqual([]);
  });

  it('are kept only where they differ from what is usual, in a fixed order', () => {
    const read = readOverrides({
      'off-zone': { highMin: 150, allowanceMin: 30 },
      'competitor-dwell': { minDwellMin: 15 },
      'two-stores': {},
    });
    expect(JSON.stringify(read)).toBe(
      '{"overrides":{"competitor-dwell":{"minDwellMin":15},"off-zone":{"highMin":150}}}',
    );
  });

  it.each([
    [{ 'no-such': { a: 1 } }, 'no-such'],
    [{ 'off-zone': { allowance: 1 } }, 'off-zone'],
    [{ 'off-zone': { allowanceMin: 1 } }, 'off-zone.allowanceMin'],
    [{ 'off-zone': { allowanceMin: Number.NaN } }, 'off-zone.allowanceMin'],
    [{ 'two-stores': { minSwitches: 2.5 } }, 'two-stores.minSwitches'],
  ])('are refused outside their bounds, named one by one: %j', (given, field) => {
    const read = readOverrides(given);
    expect('faults' in read ? read.faults.map((fault) => fault.field) : []).toEqual([field]);
  });

  it('are compared with what is usual where one side says nothing', () => {
    expect(diffOverrides({ 'off-zone': { allowanceMin: 40 } }, { 'two-stores': { minSwitches: 9 } })).toEqual(
      [
        { name: 'off-zone', key: 'allowanceMin', from: 40, to: 30 },
        { name: 'two-stores', key: 'minSwitches', from: 2, to: 9 },
      ],
    );
  });
});
