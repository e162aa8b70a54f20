import { dailyFactsEn } from '../../../server/contract/texts/daily-facts.en.ts';
import { dailyFactsZh } from '../../../server/contract/texts/daily-facts.zh.ts';
import { numbersEn } from '../../../server/contract/texts/numbers.en.ts';
import { numbersZh } from '../../../server/contract/texts/numbers.zh.ts';
import { thresholdsEn } from '../../../server/contract/texts/thresholds.en.ts';
import { thresholdsZh } from '../../../server/contract/texts/thresholds.zh.ts';

/** What the numbers and thresholds of a finding are called. */
const zh: Readonly<Record<string, string>> = { ...numbersZh, ...thresholdsZh, ...dailyFactsZh };
const en: Readonly<Record<string, string>> = { ...numbersEn, ...thresholdsEn, ...dailyFactsEn };

export const numberWords = { zh, en };
