import type { Ladder, Measure, Rung } from '../../contract/ladder.ts';

/** Heading of the rungs in the policy people read. */
export const ladderHeading = '处理阶梯（以本表为准）';

const MEASURES: Readonly<Record<Measure, (rung: Rung) => string>> = {
  warning: () => '书面警告',
  performance_deduction: ({ deductionSharePct = 0 }) =>
    `按公司依法公布的奖金办法扣减当月绩效，最多 ${deductionSharePct}%，且实发工资不低于当地最低工资标准`,
  pay_change: () => '与本人书面协商一致后调整报酬',
  post_change: () => '与本人书面协商一致后调整岗位',
  fine: ({ fineFen = 0 }) => `在列明依据的地区，经济处罚最多 ${(fineFen / 100).toFixed(2)} 元`,
  termination: () => '书面要求改正并给予合理期限、通知工会并听取意见后，依法解除劳动合同',
};

/** The ladder in words, one line a rung, as it stands in the policy people read. */
export function ladderLines({ rungs, lookBackMonths, fineRegions, bonusRule }: Ladder): string[] {
  const lines = rungs.map((rung, at) => {
    const isLast = at === rungs.length - 1;
    const which = `第 ${rung.fromCount} 次查实${isLast && rung.fromCount > 1 ? '及以后' : ''}`;
    return `- ${which}（${rung.name.zh}）：${rung.measures.map((one) => MEASURES[one](rung)).join('；')}。`;
  });
  const fines = Object.entries(fineRegions).map(([region, basis]) => `${region}：${basis}`);
  return [
    ...lines,
    `- 次数按每人 ${lookBackMonths} 个月内查实的个案计算。`,
    ...(bonusRule
      ? [
          `- 绩效扣减依据：《${bonusRule.name}》（${bonusRule.adoptedDay} 通过），最多 ${bonusRule.maxSharePct}%。`,
        ]
      : []),
    fines.length === 0 ? '- 公司不设罚款。' : `- 经济处罚只适用于：${fines.join('；')}。`,
  ];
}
