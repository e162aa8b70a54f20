import { expect, it } from 'vitest';
import { readWords } from '../../../miniapp/parts/read-words.ts';

const kinds = { case: '案件', 'case.name': '案件中的姓名', zone: '负责区域' };

it.each([
  [{ what: 'zone', purpose: 'zone' }, { what: '负责区域' }],
  [{ what: 'case', purpose: 'case C-261116-1' }, { what: '案件 C-261116-1' }],
  [
    { what: 'case.name', purpose: 'case C-261116-1' },
    { what: '案件中的姓名', purpose: '案件 C-261116-1' },
  ],
  [
    { what: 'zone', purpose: '核对 当天的排班' },
    { what: '负责区域', purpose: '核对 当天的排班' },
  ],
])('says of %o what was looked at, and a purpose only where it is another word', (read, words) => {
  expect(readWords(read, kinds)).toEqual(words);
});
