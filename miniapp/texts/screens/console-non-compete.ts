import { consoleNonCompeteEn } from './console-non-compete.en.ts';
import { consoleNonCompeteZh } from './console-non-compete.zh.ts';

export const consoleNonCompeteTexts = { zh: consoleNonCompeteZh, en: consoleNonCompeteEn };
