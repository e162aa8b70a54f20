import { describe, expect, it } from 'vitest';
import { deskRefusals } from '../../server/contract/texts/refusals-desk.ts';
import { doorRefusals } from '../../server/contract/texts/refusals-door.ts';
import { legalRefusals } from '../../server/contract/texts/refusals-legal.ts';
import { sharedRefusals } from '../../server/contract/texts/refusals-shared.ts';
import { sayRefusal, type RefusalCode } from '../../server/contract/texts/refusals.ts';
import { tooLarge } from '../../server/errors.ts';

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(table).filter((key): key is Key => key in table);
const CODES: readonly RefusalCode[] = [
  ...keysOf(doorRefusals),
  ...keysOf(sharedRefusals.zh),
  ...keysOf(deskRefusals.zh),
  ...keysOf(legalRefusals.zh),
];
const namesIn = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

describe('why something is refused', () => {
  it.each(CODES)('%s is said in both languages', (code) => {
    const [zh, en] = [sayRefusal(code, 'zh'), sayRefusal(code, 'en')];
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
  });

  it.each(Object.entries(doorRefusals))('%s names the same things in both languages', (_, { zh, en }) => {
    expect(namesIn(zh)).toEqual(namesIn(en));
  });

  it('names what it is about in the reader’s language', () => {
    expect(sayRefusal('not_found', 'zh', { what: 'place' })).toBe('没有找到：地点');
    expect(sayRefusal('not_found', 'en', { what: 'place' })).toBe('place not found');
    expect(sayRefusal('rate_limited', 'zh', { retryAfterS: 7 })).toBe('请求太频繁，请 7 秒后再试');
    expect(sayRefusal('too_large', 'en', { what: 'body', allowed: '5 bytes' })).toBe(
      'body is too large; allowed: 5 bytes',
    );
    expect([300 * 1024, 64 * 1_048_576].map((bytes) => tooLarge('body', bytes).details['allowed'])).toEqual([
      '300 KB',
      '64 MB',
    ]);
    expect(sayRefusal('demand_missing', 'zh')).toBe('还不能办理：要求本人改正');
  });
});
