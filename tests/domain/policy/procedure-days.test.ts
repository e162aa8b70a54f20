import { describe, expect, it } from 'vitest';
import { DeclarationSettingsSchema } from '../../../server/contract/declaration.ts';
import { standardProcedure } from '../../../server/domain/case/settings.ts';
import { DEFAULT_POLICY } from '../../../server/domain/policy/default-policy.ts';
import { withProcedureDays } from '../../../server/domain/policy/procedure-days.ts';

const { body, english } = DEFAULT_POLICY;

describe('the code of conduct', () => {
  it('tells of the second look at a refused declaration, in both languages', () => {
    expect(body).toContain('申请复核一次');
    expect(english).toContain('for a second look');
  });

  it('names the days the product comes with', () => {
    const days = {
      appealDays: standardProcedure.appealWindowDays,
      answerDays: DeclarationSettingsSchema.parse({}).answerDays,
    };
    expect(withProcedureDays(body, days)).toBe(body);
    expect(withProcedureDays(english, days)).toBe(english);
  });

  it('names others where the company set others: for answers, second looks and appeals alike', () => {
    const days = { appealDays: 7, answerDays: 5 };
    const zh = withProcedureDays(body, days);
    for (const words of [
      '公司在 5 个工作日内答复',
      '可以在收到答复之日起 7 个工作日内申请复核',
      '重新审查，5 个工作日内答复',
      '可以在收到之日起 7 个工作日内申诉',
      '不少于 3 个工作日说明',
    ])
      expect(zh).toContain(words);
    const en = withProcedureDays(english, days);
    for (const words of [
      'The company answers within 5 working days',
      'you may ask once, within 7 working days of receipt',
      'anew and answers within 5 working days',
      'You may appeal within 7 working days',
      'at least 3 working days to explain',
    ])
      expect(en).toContain(words);
    expect(withProcedureDays(zh, { appealDays: 3, answerDays: 3 })).toBe(body);
  });
});
