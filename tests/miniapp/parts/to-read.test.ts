import { expect, it } from 'vitest';
import { toRead } from '../../../miniapp/parts/to-read.ts';
import { en } from '../../../miniapp/texts/en.ts';
import { zh } from '../../../miniapp/texts/zh.ts';

it('lets a word pass, and keeps a sentence for as long as it takes to read', () => {
  expect(toRead('已保存')).toEqual({ content: '已保存', duration: 2_000 });
  expect(toRead('字'.repeat(30)).duration).toBe(4_500);
  expect(toRead('a'.repeat(100)).duration).toBe(6_000);
  expect(toRead('字'.repeat(500)).duration).toBe(10_000);
});

it('keeps what an old page is told in both languages for more than six seconds', () => {
  for (const { fault } of [zh, en])
    expect(toRead(fault['page_outdated'] ?? '').duration).toBeGreaterThan(6_000);
});
