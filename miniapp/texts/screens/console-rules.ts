import { consoleRulesEn } from './console-rules.en.ts';
import { consoleRulesZh } from './console-rules.zh.ts';

export const consoleRuleTexts = { zh: consoleRulesZh, en: consoleRulesEn } as const;
