import { describe, expect, it } from 'vitest';
import { DeclarationSettingsSchema } from '../../../server/contract/declaration.ts';
import { standardProcedure } from '../../../server/domain/case/settings.ts';
import { listDifferingDays } from '../../../server/contract/policy-days.ts';
import { DEFAULT_POLICY } from '../../../server/domain/policy/default-policy.ts';
import { listSaidDays, withProcedureDays } from '../../../server/domain/policy/procedure-days.ts';

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
      amnestyDays: DeclarationSettingsSchema.parse({}).amnestyDays,
    };
    expect(withProcedureDays(body, days)).toBe(body);
    expect(withProcedureDays(english, days)).toBe(english);
  });

  it('names others where the company set others: for answers, second looks and appeals alike', () => {
    const days = { appealDays: 7, answerDays: 5, amnestyDays: 45 };
    const zh = withProcedureDays(body, days);
    for (const words of [
      '公司在 5 个工作日内答复',
      '可以在收到答复之日起 7 个工作日内申请复核',
      '重新审查，5 个工作日内答复',
      '可以在收到之日起 7 个工作日内申诉',
      '不少于 3 个工作日说明',
      '首次生效后 45 日内主动申报',
    ])
      expect(zh).toContain(words);
    const en = withProcedureDays(english, days);
    for (const words of [
      'The company answers within 5 working days',
      'you may ask once, within 7 working days of receipt',
      'anew and answers within 5 working days',
      'You may appeal within 7 working days',
      'at least 3 working days to explain',
      'declared within 45 days after this code first comes into force',
    ])
      expect(en).toContain(words);
    expect(withProcedureDays(zh, { appealDays: 3, answerDays: 3, amnestyDays: 30 })).toBe(body);
  });

  it('is read for the days it names, spot by spot; the English is told of where it says others', () => {
    const said = (text: string, translation?: string) =>
      listSaidDays({ body: text, ...(translation !== undefined && { english: translation }) }).map(
        ({ spot, days, language }) => [spot, days, language],
      );
    expect(said(body, english)).toEqual([
      ['answer', 3, 'zh'],
      ['second_look', 3, 'zh'],
      ['second_answer', 3, 'zh'],
      ['appeal', 3, 'zh'],
      ['amnesty', 30, 'zh'],
      ['records', 730, 'zh'],
    ]);
    const other = english.replace('You may appeal within 3', 'You may appeal within 5');
    expect(said(body, other).at(-1)).toEqual(['appeal', 5, 'en']);
    expect(said('员工不服的，可以在收到之日起5个工作日内申诉。')).toEqual([['appeal', 5, 'zh']]);
    expect(said('# 另一份规范\n没有这些天数。')).toEqual([]);
  });

  it('differs from what is set where a number is another one, and nowhere else', () => {
    const said = listSaidDays({ body, english });
    const set = { appealDays: 5, answerDays: 3, amnestyDays: 30, recordDays: 730 };
    expect(listDifferingDays(said, set)).toEqual([
      { spot: 'second_look', days: 3, language: 'zh', set: 5 },
      { spot: 'appeal', days: 3, language: 'zh', set: 5 },
    ]);
    expect(listDifferingDays(said, { ...set, appealDays: 3 })).toEqual([]);
  });
});
