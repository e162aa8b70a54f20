import { consoleRegisterEn } from './console-register.en.ts';
import { consoleRegisterZh } from './console-register.zh.ts';

export const consoleRegisterTexts = { zh: consoleRegisterZh, en: consoleRegisterEn };
