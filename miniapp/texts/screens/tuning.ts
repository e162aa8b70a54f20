import { tuningEn } from './tuning.en.ts';
import { tuningZh } from './tuning.zh.ts';

export const tuningTexts = { zh: tuningZh, en: tuningEn };
