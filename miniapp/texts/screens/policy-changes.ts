const zh = {
  title: (version: string) => `与您上次确认的版本 ${version} 相比`,
  changed: '有修改',
  added: '新增',
  removed: '删除',
  unchanged: (count: number) => `其余 ${count} 个部分没有变化`,
};

const en: typeof zh = {
  title: (version) => `Compared with version ${version}, which you acknowledged`,
  changed: 'changed',
  added: 'added',
  removed: 'removed',
  unchanged: (count) => `${count} other parts unchanged`,
};

export const policyChangeTexts = { zh, en } as const;
