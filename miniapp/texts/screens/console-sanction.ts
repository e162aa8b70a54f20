import { consoleSanctionEn } from './console-sanction.en.ts';
import { consoleSanctionZh } from './console-sanction.zh.ts';

export const consoleSanctionTexts = { zh: consoleSanctionZh, en: consoleSanctionEn };
