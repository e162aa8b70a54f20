import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { numbersEn } from '../../../server/contract/texts/numbers.en.ts';
import { numbersZh } from '../../../server/contract/texts/numbers.zh.ts';
import { thresholdsEn } from '../../../server/contract/texts/thresholds.en.ts';
import { thresholdsZh } from '../../../server/contract/texts/thresholds.zh.ts';
import { withUnit } from '../../../server/contract/texts/units.ts';
import { DETECTORS } from '../../../server/domain/detectors/index.ts';

const texts = new URL('../../../server/contract/texts/', import.meta.url);

describe('the numbers of a finding', () => {
  it('have a name in both languages, thresholds too, so that nobody reads a key', () => {
    const keys = DETECTORS.flatMap(({ settings }) => Object.keys(settings.parse({})));
    expect(keys.filter((key) => !(key in thresholdsZh && key in thresholdsEn))).toEqual([]);
    const told = readdirSync(texts)
      .filter((name) => /^detectors.*\.zh\.ts$/.test(name))
      .flatMap((name) => [...readFileSync(new URL(name, texts), 'utf8').matchAll(/^ +(\w+)\??: number/gm)])
      .map(([, key = '']) => key);
    expect(told.length).toBeGreaterThan(40);
    expect(told.filter((key) => !(key in numbersZh && key in numbersEn))).toEqual([]);
  });

  it.each([
    ['dwellMin', 74.6, '75 分钟', '75 min'],
    ['edgeM', -3.26, '-3.3 米', '-3.3 m'],
    ['chancePct', 0.034, '0.03%', '0.03%'],
    ['chancePct', 0.0004, '< 0.01%', '< 0.01%'],
    ['probabilityPct', 100, '> 99%', '> 99%'],
    ['probabilityPct', 97.6, '98%', '98%'],
    ['coveragePct', 100, '100%', '100%'],
    ['maxSpeedKmh', 90, '90 公里/小时', '90 km/h'],
    ['visits', 12, '12', '12'],
  ])('%s %s is shown as %s and %s', (key, value, zh, en) => {
    expect([withUnit(key, value, 'zh'), withUnit(key, value, 'en')]).toEqual([zh, en]);
  });
});
