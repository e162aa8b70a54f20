import type { Checked, PilotFigures } from '../rollout.ts';

const shareOf = (part: number, of: number): string =>
  of === 0 ? '暂无' : `${Math.round((part * 100) / of)}%（${part} / ${of}）`;

/** Words of the cards and the approval about taking a region up; the approval definition is in Chinese. */
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
    ended: '上线申请已结束',
    withdrawn: '已停止核查',
  },
  texts: {
    sign: '试运行已满期限，请核对检查清单和试运行数据后，由您作为第二人签署或退回。',
    signed: '上线申请已有结论。',
    refused: '第二人未同意上线，该区域继续试运行。',
    live: '第二人已签署，该区域从现在起按完整程序核查；试运行中的发现不计入重复。',
    lapsed: '28 天内没有签署上线，该区域已停止核查，不再产生新的提醒。可重新开始试运行。',
    ended:
      '上线申请没有得到签署（审批已撤回、到期，或清单不再满足），该区域继续试运行。请核对清单后重新申请。',
    withdrawn: '第二人在审批中撤回了签署，该区域已停止核查，不再产生新的提醒。',
  },
  approval: {
    pilot: (fromDay: string, day: string): string => `${fromDay} 起，至 ${day} 申请时`,
    figures: ({ alerts, open, worth, undecided, objections }: PilotFigures): string =>
      [
        `提醒 ${alerts} 条，其中未结束 ${open} 条`,
        `值得询问 ${shareOf(worth.hits, worth.of)}`,
        `无法判断 ${shareOf(undecided.undecided, undecided.of)}`,
        `员工提出异议 ${objections} 次`,
      ].join('\n'),
    checklist: (checklist: readonly Checked[]): string => {
      const met = checklist.filter(({ isMet }) => isMet).length;
      return `${met} / ${checklist.length} 项已满足；签署时再核对一次，缺一项即不生效。`;
    },
    effect: '该区域按完整程序核查，可提议处分；试运行中的发现只可谈话，不计入重复。',
  },
} as const;
