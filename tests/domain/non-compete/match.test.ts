import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessOf, readCompanyName } from '../../../server/domain/non-compete/company-name.ts';
import { checkDigitOf, isCreditCode } from '../../../server/domain/non-compete/credit-code.ts';
import { matchEmployer, type Competitor } from '../../../server/domain/non-compete/match.ts';
import { MatchSettingsSchema } from '../../../server/domain/non-compete/settings.ts';

const plain = MatchSettingsSchema.parse({});
const reviewed = MatchSettingsSchema.parse({ reviewedBy: ['sun', 'wu'] });
const HUAWEI = '914403001922038216';
const TENCENT = '9144030071526726XG';

describe('the check digit of GB 32100', () => {
  it.each([HUAWEI, TENCENT, '91330100799655058B', '91110000802100433B'])('accepts %s', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it.each([
    '914403001922038217',
    '91440300192203821',
    '9144030019220382160',
    '91440300192203821I',
    '',
    HUAWEI.toLowerCase() + ' ',
  ])('refuses %s', (code) => {
    expect(isCreditCode(code)).toBe(false);
  });

  it('finds every single wrong character and every swap of neighbours', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
    const first17 = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(first17, fc.nat(17), fc.constantFrom(...alphabet), (chars, place, other) => {
        const code = chars.join('') + String(checkDigitOf(chars.join('')));
        expect(isCreditCode(code)).toBe(true);
        const wrong = code.slice(0, place) + other + code.slice(place + 1);
        expect(isCreditCode(wrong)).toBe(wrong === code);
        const at = Math.min(place, 15);
        const swapped = `${code.slice(0, at)}${code.charAt(at + 1)}${code.charAt(at)}${code.slice(at + 2)}`;
        expect(isCreditCode(swapped)).toBe(swapped === code);
      }),
      { numRuns: 300 },
    );
  });
});

/** Spellings of one company: what an insurance office, a registry and a person write. */
const SAME = [
  ['永辉超市股份有限公司', '永辉超市'],
  ['上海盒马网络科技有限公司', '盒马网络科技（上海）有限公司'],
  ['苏果超市有限公司', '苏果超市 有限公司南京分公司'],
  ['广东省深圳市天虹商场股份有限公司', '深圳天虹商场股份有限公司'],
  ['ABC Retail Co., Ltd.', 'abc retail company limited'],
  ['华润万家（苏州）超市有限公司', '华润万家超市有限公司'],
  ['北京物美商业集团股份有限公司', '物美商业集团'],
  ['大润发（中国）投资有限公司', '大润发投资有限公司'],
] as const;
/** Different companies that look alike. */
const DIFFERENT = [
  ['永辉超市股份有限公司', '永旺超市有限公司'],
  ['大润发投资有限公司', '大张发展投资有限公司'],
  ['上海家化联合股份有限公司', '上海家得利超市有限公司'],
  ['华润万家超市有限公司', '华联超市股份有限公司'],
  ['苏果超市有限公司', '百果园超市有限公司'],
  ['物美商业集团', '新合作商贸集团'],
  ['盒马网络科技有限公司', '河马网络有限公司'],
  ['天虹商场股份有限公司', '天河商场有限公司'],
] as const;
const likeness = (a: string, b: string) => likenessOf(readCompanyName(a).core, readCompanyName(b).core);

describe('the likeness of names', () => {
  it.each(SAME)('asks at least about %s and %s', (a, b) => {
    expect(likeness(a, b)).toBeGreaterThanOrEqual(plain.askAt);
  });

  it.each(DIFFERENT)('never takes %s for %s', (a, b) => {
    expect(likeness(a, b)).toBeLessThan(plain.sameAt);
  });

  it('is the same both ways, and between nothing and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const one = likenessOf(a, b);
        expect(one).toBe(likenessOf(b, a));
        expect(one >= 0 && one <= 1).toBe(true);
      }),
    );
  });
});

describe('which company on the list an employer is', () => {
  const list: Competitor[] = [
    { id: 'tencent', name: '深圳市腾讯计算机系统有限公司', creditCode: TENCENT, aliases: ['腾讯'] },
    { id: 'yonghui', name: '永辉超市股份有限公司', aliases: [] },
    { id: 'freshippo', name: '上海盒马网络科技有限公司', aliases: ['盒马鲜生'] },
  ];
  const match = (employerName: string, creditCode?: string, settings = reviewed) =>
    matchEmployer({ employerName, ...(creditCode !== undefined && { creditCode }) }, list, settings);

  it('is said by the credit code before any name', () => {
    expect(match('某某人力资源有限公司', TENCENT)).toMatchObject({
      verdict: 'supported',
      competitorId: 'tencent',
      basis: 'credit_code',
    });
  });

  it('is asked about when the name fits and the code is another one', () => {
    expect(match('深圳市腾讯计算机系统有限公司', HUAWEI)).toMatchObject({
      verdict: 'undecided',
      doubt: 'other_code',
    });
  });

  it('ignores a code whose check digit is wrong', () => {
    expect(match('某某人力资源有限公司', '9144030071526726XX').verdict).toBe('none');
  });

  it('is said by the whole name or an alias, but not across two regions', () => {
    expect(match('永辉超市（上海）有限公司')).toMatchObject({ verdict: 'supported', basis: 'name' });
    expect(match('盒马鲜生')).toMatchObject({ verdict: 'supported', competitorId: 'freshippo' });
    expect(match('成都盒马网络科技有限公司')).toMatchObject({ verdict: 'undecided', doubt: 'other_region' });
  });

  it('is only asked about below the threshold, and above it until two people reviewed it', () => {
    const near = '永辉连锁超市有限公司';
    expect(match(near)).toMatchObject({ verdict: 'undecided', basis: 'similarity', doubt: 'near' });
    const long = [{ id: 'x', name: '苏州东方星辰连锁便利食品经营管理有限公司', aliases: [] }];
    const variant = { employerName: '苏州东方星辰连锁便利食品经营管理部有限公司' };
    expect(matchEmployer(variant, long, plain)).toMatchObject({
      verdict: 'undecided',
      doubt: 'not_reviewed',
    });
    expect(matchEmployer(variant, long, reviewed)).toMatchObject({
      verdict: 'supported',
      basis: 'similarity',
    });
  });

  it('names nobody for a stranger or an empty list', () => {
    expect(match('杭州某某物流有限公司')).toMatchObject({ verdict: 'none' });
    expect(matchEmployer({ employerName: '腾讯' }, [], reviewed)).toEqual({ verdict: 'none', likeness: 0 });
  });

  it('does not depend on the order of the list', () => {
    for (const [a, b] of [...SAME, ...DIFFERENT]) {
      const two: Competitor[] = [
        { id: '1', name: a, aliases: [] },
        { id: '2', name: '完全不同的公司', aliases: [] },
      ];
      const one = matchEmployer({ employerName: b }, two, reviewed);
      expect(matchEmployer({ employerName: b }, two.toReversed(), reviewed)).toEqual(one);
    }
  });
});
