import { expect, it } from 'vitest';
import { languageIn } from '../../../miniapp/texts/language.tsx';

it.each([
  ['?lang=en', 'en'],
  ['?lang=en-US&x=1', 'en'],
  ['?lang=zh-CN', 'zh'],
  ['?lang=fr', null],
  ['?language=en', null],
  ['', null],
])('reads %s as %s', (search, language) => {
  expect(languageIn(search)).toBe(language);
});
