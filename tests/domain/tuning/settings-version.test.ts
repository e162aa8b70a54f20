import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUILT_IN,
  newestVersion,
  nextVersion,
  rolledBack,
  versionOn,
  type SettingsVersion,
} from '../../../server/domain/tuning/settings-version.ts';
import { addDays } from '../../../server/domain/time.ts';

const one = { 'off-zone': { allowanceMin: 40 } };
const two = { 'off-zone': { allowanceMin: 60 } };
const first = nextVersion([], one, '2026-11-01');
const second = nextVersion([first], two, '2026-11-10');

describe('versions of the thresholds', () => {
  it('judge from the day after they were signed on, and leave the days before to the version of those days', () => {
    const versions = [second, first];
    expect(versionOn(versions, '2026-11-01')).toBe(BUILT_IN);
    expect(versionOn(versions, '2026-11-02')).toBe(first);
    expect(versionOn(versions, '2026-11-10')).toBe(first);
    expect(versionOn(versions, '2026-11-11')).toBe(second);
  });

  it('are rolled back to the thresholds before, for all days of the version that is undone, and raise nothing for the past', () => {
    const back = rolledBack([first, second], '2026-11-20');
    expect(back).toEqual({
      version: 3,
      overrides: one,
      fromDay: '2026-11-11',
      raisesFromDay: '2026-11-21',
      stands: 1,
      parent: 0,
    });
  });

  it('are rolled back one change further each time, never forward', () => {
    const versions: SettingsVersion[] = [first, second];
    const stands: number[] = [];
    for (let back = rolledBack(versions, '2026-11-20'); back; back = rolledBack(versions, '2026-11-20')) {
      stands.push(back.stands);
      versions.push(back);
    }
    expect(stands).toEqual([1, 0]);
    expect(versionOn(versions, '2026-11-15').overrides).toEqual({});
    expect(versionOn(versions, '2026-11-02').overrides).toEqual({});
  });

  it('come back to what was, however many changes are made and rolled back', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (steps) => {
        const versions: SettingsVersion[] = [];
        let stack: SettingsVersion['overrides'][] = [{}];
        steps.forEach((isChange, at) => {
          const today = addDays('2026-01-01', at);
          const overrides = { 'off-zone': { allowanceMin: 5 + at } };
          const made = isChange ? nextVersion(versions, overrides, today) : rolledBack(versions, today);
          expect(made === null).toBe(!isChange && stack.length === 1);
          if (made) {
            versions.push(made);
            stack = isChange ? [...stack, overrides] : stack.slice(0, -1);
          }
          expect(newestVersion(versions).overrides).toEqual(stack.at(-1));
          expect(newestVersion(versions).raisesFromDay >= newestVersion(versions).fromDay).toBe(true);
        });
      }),
      { numRuns: 100 },
    );
  });
});
