/** Words of the card to IT about a source that fails again and again. */
export const pullOutageZh = {
  title: {
    failing: (name: string): string => `数据来源拉取失败 · ${name}`,
    healed: (name: string): string => `数据来源恢复拉取 · ${name}`,
    off: (name: string): string => `数据来源不再拉取 · ${name}`,
  },
  state: { failing: '需要处理', healed: '已恢复', off: '已停用' },
  text: {
    failing: '连续几次没有拉取成功，期间的业务记录还没有进来；会继续自动重试，修好后从断点补齐。',
    healed: '又能正常拉取了，期间的业务记录已从断点补齐。',
    off: '这个来源已暂停或删除，不再拉取。',
  },
  since: '开始于',
  why: '原因',
  todo: '怎么办',
  endedAt: '恢复于',
  open: '查看数据来源',
};
