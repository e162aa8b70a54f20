/** The file of what was refused, or taken with a notice. */
export const importFileTexts = {
  zh: {
    // A spreadsheet counts the heading as row 1.
    row: '行号（不含表头）',
    pulledRow: '行号',
    header: ['列', '原因', '结果'],
    id: '编号',
    refused: '未导入',
    taken: '已导入',
    back: '已撤回',
    waits: '待确认撤回',
  },
  en: {
    row: 'row after the heading',
    pulledRow: 'row',
    header: ['field', 'reason', 'outcome'],
    id: 'id',
    refused: 'refused',
    taken: 'taken',
    back: 'taken back',
    waits: 'waits to be taken back',
  },
} as const;
