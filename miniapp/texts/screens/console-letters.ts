import { consoleLettersEn } from './console-letters.en.ts';
import { consoleLettersZh } from './console-letters.zh.ts';

export const consoleLettersTexts = { zh: consoleLettersZh, en: consoleLettersEn };
