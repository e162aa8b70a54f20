/** Words of the cards about taking a region up. */
export const rolloutZh = {
  title: (region: string): string => `${region} · 试运行与上线`,
  noRegion: '未划入区域的人员',
  open: '查看清单与数据',
  states: {
    sign: '待您签署上线',
    signed: '已签署',
    refused: '未同意上线',
    live: '已上线',
    lapsed: '试运行已到期',
  },
  texts: {
    sign: '试运行已满期限，请核对检查清单和试运行数据后，由您作为第二人签署或退回。',
    signed: '上线申请已有结论。',
    refused: '第二人未同意上线，该区域继续试运行。',
    live: '第二人已签署，该区域从现在起按完整程序核查；试运行中的发现不计入重复。',
    lapsed: '28 天内没有签署上线，该区域已停止核查，不再产生新的提醒。可重新开始试运行。',
  },
} as const;
