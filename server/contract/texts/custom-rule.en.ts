import type { customRuleZh } from './custom-rule.zh.ts';

/** How a finding of a custom rule speaks, en-US. */
export const customRuleEn: typeof customRuleZh = {
  sentence: ({ title, message }) => `Company rule “${title}”: ${message}`,
  clears:
    'A manager’s arrangement, approved overtime or declaration, late data or a corrected record explains it.',
};
