import { enPhone } from './en/phone.ts';
import { enShared } from './en/shared.ts';
import { enWords } from './en/words.ts';
import type { Texts } from './zh.ts';

export const en: Texts = {
  ...enShared,
  words: enWords,
  phone: enPhone,
};
