type Shown = Readonly<{ share: number; of: number }> | null;
type Effect = Readonly<{
  fromDay: string;
  toDay: string;
  result: Readonly<{
    people: number;
    total: Readonly<{ live: number; draft: number; added: number; removed: number }>;
    newlyHitTotal: number;
    relieved: number;
    precision: Readonly<{ live: Shown; draft: Shown }>;
  }>;
}>;

const percent = (shown: Shown): string =>
  shown === null ? '无已标注预警' : `${Math.round(shown.share * 100)}%（${shown.of} 条已标注）`;

/** Words of the approval of new thresholds; the approval definition is in Chinese. */
export const tuningZh = {
  validFrom: '两人都签署后的次日起，不溯及既往',
  noEffect: '见链接中的回放结果',
  effect: ({ fromDay, toDay, result }: Effect): string =>
    [
      `回放 ${fromDay} 至 ${toDay}，${result.people} 人`,
      `预警：现在 ${result.total.live} 条，改后 ${result.total.draft} 条（新增 ${result.total.added}，减少 ${result.total.removed}）`,
      `新触及 ${result.newlyHitTotal} 人，不再触及 ${result.relieved} 人`,
      `值得询问的比例：现在 ${percent(result.precision.live)}，改后 ${percent(result.precision.draft)}`,
    ].join('\n'),
};
