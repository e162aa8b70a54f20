import { systemEn } from './console-system.en.ts';
import { systemZh } from './console-system.zh.ts';

export const systemTexts = { zh: systemZh, en: systemEn };
