type Said = Readonly<{ title: string; message: string }>;

/** How a finding of a custom rule speaks, zh-CN. */
export const customRuleZh = {
  sentence: ({ title, message }: Said): string => `公司自定规则「${title}」：${message}`,
  clears: '经理的安排、已批准的加班或申报、补传的数据或更正的记录，都可以说明。',
};
