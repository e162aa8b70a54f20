import { describe, expect, it } from 'vitest';
import { assessmentZh } from '../../../server/contract/texts/assessment.zh.ts';
import { DEFAULT_POLICY } from '../../../server/domain/policy/default-policy.ts';
import { recordDaysSaid, withRecordDays } from '../../../server/domain/policy/record-period.ts';

const SHIPPED = [assessmentZh.processing, DEFAULT_POLICY.body, DEFAULT_POLICY.english];

describe('how long a text says records of work are kept', () => {
  it('is two years in everything the product ships with', () => {
    expect(SHIPPED.map(recordDaysSaid)).toEqual([730, 730, 730]);
  });

  it.each([
    ['业务记录 3 年，到期删除', 1095],
    ['业务记录 400 日', 400],
    ['业务记录400天', 400],
    ['业务记录保存到案件结束', null],
    ['照片 180 日', null],
  ])('%s: %s', (text, days) => {
    expect(recordDaysSaid(text)).toBe(days);
  });

  it('becomes what is set, and nothing else of the text changes', () => {
    for (const text of SHIPPED) {
      const now = withRecordDays(text, 400);
      expect(recordDaysSaid(now)).toBe(400);
      expect(now).not.toContain('与工资记录的法定保存期相同');
      expect(withRecordDays(text, 730)).toBe(text);
      const changed = now.split('\n').filter((line, n) => line !== text.split('\n')[n]);
      expect(changed).toHaveLength(1);
    }
  });
});
