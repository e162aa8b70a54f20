import { zhConsole } from './zh/console.ts';
import { zhConsoleCase } from './zh/console-case.ts';
import { zhPhone } from './zh/phone.ts';
import { zhShared } from './zh/shared.ts';
import { zhWords } from './zh/words.ts';

export const zh = {
  ...zhShared,
  words: zhWords,
  phone: zhPhone,
  console: zhConsole,
  consoleCase: zhConsoleCase,
};
/** Every language fills this table. */
export type Texts = typeof zh;
