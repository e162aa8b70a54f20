import { zhPhone } from './zh/phone.ts';
import { zhShared } from './zh/shared.ts';
import { zhWords } from './zh/words.ts';

export const zh = {
  ...zhShared,
  words: zhWords,
  phone: zhPhone,
};
/** Every language fills this table. */
export type Texts = typeof zh;
